import { dueOf } from './derive-axes.ts';
import type { Order } from './order.ts';

/** Starts an unpaid order's clock anew where a change makes something due of an order that was settled. */
export const restartClock = (before: Order, after: Order, at: string): Order =>
  dueOf(before.head.totals) <= 0 && dueOf(after.head.totals) > 0
    ? { ...after, head: { ...after.head, owedSince: at, reminders: 0 } }
    : after;
