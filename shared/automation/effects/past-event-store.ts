import { isProblem } from '../../kernel/problem.ts';
import { loadOrder } from '../../orders/effects/load-order.ts';
import { readPastOrders } from '../../orders/effects/past-order-store.ts';
import { readTimeline } from '../../orders/effects/timeline-store.ts';
import type { Order } from '../../orders/order.ts';
import type { Table } from '../../runtime/table.ts';
import type { AutomationEvent } from '../automation-event.ts';

/** Orders read at a time. */
const SIDE_BY_SIDE = 10;

/** An order as it stands, and what happened to it in a span of time. */
export type PastOrderEvents = { order: Order; events: AutomationEvent[] };

/**
 * The newest orders placed in a span of time, a bounded number, with what happened to each in that span of the types that
 * are wanted; and whether there are more.
 */
export const readPastEvents = async (
  table: Table,
  span: { from: string; to: string },
  limit: number,
  wanted: ReadonlySet<string>,
): Promise<{ orders: PastOrderEvents[]; more: boolean }> => {
  const { orders: past, more } = await readPastOrders(table, span, limit);
  const orders: PastOrderEvents[] = [];
  for (let at = 0; at < past.length; at += SIDE_BY_SIDE) {
    const part = past.slice(at, at + SIDE_BY_SIDE);
    const read = await Promise.all(part.map(({ head }) => readOne(table, head.id, span, wanted)));
    orders.push(...read.flatMap((each) => each ?? []));
  }
  return { orders, more };
};

const readOne = async (
  table: Table,
  orderId: string,
  { from, to }: { from: string; to: string },
  wanted: ReadonlySet<string>,
): Promise<PastOrderEvents | undefined> => {
  const [order, timeline] = await Promise.all([loadOrder(table, orderId), readTimeline(table, orderId)]);
  if (isProblem(order)) return undefined;
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const events = timeline
    .filter(({ type, at }) => wanted.has(type) && Date.parse(at) >= start && Date.parse(at) < end)
    .map(
      ({ type, at, actor, data }): AutomationEvent => ({
        eventId: '',
        type,
        at,
        actor,
        orderId,
        data: { ...data },
      }),
    );
  return { order, events };
};
