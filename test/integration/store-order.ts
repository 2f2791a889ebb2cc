import { ulid } from 'ulid';
import {
  bodyWrite,
  changedPartWrites,
  headWrite,
  lineWrites,
  reservationWrite,
} from '../../shared/orders/effects/order-writes.ts';
import type { Order, OrderHead } from '../../shared/orders/order.ts';
import type { Deps } from '../../shared/runtime/deps.ts';
import type { Table } from '../../shared/runtime/table.ts';
import { transact } from '../../shared/runtime/transact.ts';
import { anOrder } from '../builders/an-order.ts';

/** What an operation takes from outside, on a test's table and clock. */
export const testDeps = (table: Table, now: () => Date = () => new Date()): Deps => ({
  table,
  now,
  random: Math.random,
});

/** The builder's order under an id of its own, without stock, so that many stand in one table. */
export const ownOrder = (
  change: Partial<Omit<Order, 'head'>> & { head?: Partial<OrderHead> } = {},
): Order => {
  const id = `ord_${ulid()}`;
  const own = <T extends { id: string; orderId: string }>(part: T): T => ({
    ...part,
    id: part.id.replace(/_[0-9A-Z]{26}_/, `_${id.slice(4)}_`),
    orderId: id,
  });
  return anOrder({
    reservations: [],
    ...change,
    ...(change.payments ? { payments: change.payments.map(own) } : {}),
    ...(change.fulfilments ? { fulfilments: change.fulfilments.map(own) } : {}),
    head: { id, ...change.head },
  });
};

/** Puts an order into the table as if it had been placed; without a history. */
export const storeOrder = async (table: Table, order: Order): Promise<Order> => {
  const writes = [
    headWrite(undefined, order),
    bodyWrite(order),
    ...lineWrites(order.head.id, order.lines),
    ...order.reservations.map((page) => reservationWrite(order.head.id, page)),
    ...changedPartWrites(undefined, order),
  ];
  const outcome = await transact(table, writes, Math.random);
  if (!outcome.committed) throw new Error(`${order.head.id} is already there.`);
  return order;
};
