import { type Actor, isStaff } from '../kernel/actor.ts';
import { notFound, type Problem } from '../kernel/problem.ts';

/** A customer's token reaches itself only; of others it learns nothing, not even that they exist. */
export const maySeeCustomer = (id: string, { customerId }: Actor): Problem | undefined =>
  customerId === undefined || customerId === id ? undefined : notFound('customer');

/** Everything of a person is for themselves and for staff; a shop's checkout, which acts for anybody, is neither. */
export const mayHaveAllOf = (id: string, actor: Actor): Problem | undefined =>
  actor.customerId === id || (actor.customerId === undefined && isStaff(actor))
    ? undefined
    : notFound('customer');
