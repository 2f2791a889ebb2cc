import { illegalTransition, type Problem } from '../kernel/problem.ts';
import { progressOf } from './amend/amend-rules.ts';
import { dueOf, givenBackOf, isSettled } from './derive-axes.ts';
import { openHolds } from './holds.ts';
import { refundableOf } from './open-refunds.ts';
import type { Order } from './order.ts';
import type { FulfilmentAxis } from './order-states.ts';

const isOpen = ({ head }: Order): boolean => head.status === 'open';

/** Something of the order has left the building; it can come back, but it cannot be stopped. */
const hasLeft = ({ fulfilments }: Order): boolean =>
  fulfilments.some(({ status }) => status === 'shipped' || status === 'delivered');

/** The axis on which everything has left the building. */
const GONE: readonly FulfilmentAxis[] = ['shipped', 'partially_delivered', 'delivered', 'returned'];

export const isGone = ({ head }: Pick<Order, 'head'>): boolean => GONE.includes(head.fulfilment);

/** Money is on its way back, or was given back on purpose; it has to stay where it belongs. */
export const givesBack = ({ head }: Order): boolean =>
  head.payment === 'refunding' || givenBackOf(head.totals) > 0;

/** While goods are on the shelves, they can be divided and joined. */
export const isOnShelves = ({ fulfilments }: Order): boolean =>
  ['none', 'allocated', 'released'].includes(progressOf(fulfilments));

const isUndecided = (order: Order): boolean => isOpen(order) && order.head.confirmation === 'unconfirmed';
const isUngrouped = (order: Order): boolean => isOpen(order) && isOnShelves(order) && !givesBack(order);

/**
 * What people do with an order, and in which state it can be done: the one truth for refusals and for what they offer
 * instead. A step that is possible may still be refused for what is asked (too much money, a line that is not there).
 */
export const POSSIBLE = {
  approve: isUndecided,
  reject: (order) => isUndecided(order) && !hasLeft(order),
  hold: (order) => isOpen(order) && !isGone(order),
  release_hold: (order) => isOpen(order) && openHolds(order).length > 0,
  amend: isOpen,
  split: isUngrouped,
  merge: isUngrouped,
  cancel: (order) => isOpen(order) && !hasLeft(order),
  pay: (order) => isOpen(order) && dueOf(order.head.totals) > 0,
  refund: (order) => refundableOf(order) > 0,
  complete: (order) =>
    isOpen(order) &&
    order.head.fulfilment === 'delivered' &&
    order.head.payment !== 'refunding' &&
    isSettled(order.head.totals),
} as const satisfies Record<string, (order: Order) => boolean>;

export type OrderOperation = keyof typeof POSSIBLE;

/** What can be done with the order as it stands. */
export const possibleOn = (order: Order): OrderOperation[] =>
  (Object.keys(POSSIBLE) as OrderOperation[]).filter((each) => POSSIBLE[each](order));

/** 409: not in this state; says which state stands in the way, and what can be done instead. */
export const notPossible = (order: Order, state: string, detail: string): Problem =>
  illegalTransition(state, possibleOn(order), detail);
