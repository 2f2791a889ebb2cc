import type { Actor } from '../kernel/actor.ts';
import { notFound, type Problem } from '../kernel/problem.ts';
import type { Order } from './order.ts';

/** A customer's token reaches the customer's own orders only; of others it learns nothing, not even that they exist. */
export const mayTouch = ({ head }: Pick<Order, 'head'>, actor: Actor): Problem | undefined =>
  actor.customerId === undefined || actor.customerId === head.customerId ? undefined : notFound('order');
