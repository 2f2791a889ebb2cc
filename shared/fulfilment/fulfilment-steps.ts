import { illegalTransition, notFound, type Problem } from '../kernel/problem.ts';
import type { Fulfilment } from '../orders/fulfilment.ts';
import { whyHeld } from '../orders/holds.ts';
import type { Order } from '../orders/order.ts';
import type { FulfilmentStatus } from '../orders/order-states.ts';

/** What people of a warehouse do with a fulfilment, one after the other. */
export const STEPS = ['release', 'pick', 'pack', 'waybill', 'ship'] as const;
export type Step = (typeof STEPS)[number];

/** What else may become of one: its location refuses it, or the buyer fetches it. */
export type Turn = 'reject' | 'hand-out';

/** Which steps are possible in which state; refusals name them. A packed parcel with a number of its own needs no waybill. */
export const POSSIBLE_STEPS = {
  allocated: ['release', 'reject'],
  released: ['pick', 'reject'],
  picked: ['pack'],
  packed: ['waybill', 'ship', 'hand-out'],
  waybilled: ['ship'],
  shipped: [],
  delivered: [],
  exception: ['pick', 'reject', 'hand-out'],
  cancelled: [],
} as const satisfies Record<FulfilmentStatus, readonly (Step | Turn)[]>;

/** The order's fulfilment of this id, or a 404. */
export const fulfilmentOf = (order: Order, id: string): Fulfilment | Problem =>
  order.fulfilments.find((fulfilment) => fulfilment.id === id) ?? notFound('fulfilment');

/** Why a step must not be taken now: not this step's turn, or the order is held (B3). */
export const whyNotStep = (order: Order, { status }: Fulfilment, step: Step | Turn): Problem | undefined => {
  const possible: readonly (Step | Turn)[] = order.head.status === 'open' ? POSSIBLE_STEPS[status] : [];
  if (!possible.includes(step))
    return illegalTransition(status, possible, `A fulfilment that is ${status} takes no ${step}.`);
  return whyHeld(order);
};
