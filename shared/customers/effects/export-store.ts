import { isProblem } from '../../kernel/problem.ts';
import { loadOrder } from '../../orders/effects/load-order.ts';
import { readTimeline } from '../../orders/effects/timeline-store.ts';
import { orderView } from '../../orders/order-view.ts';
import type { Table } from '../../runtime/table.ts';
import { idsOf } from '../customer.ts';
import { readOrders } from './customer-orders-store.ts';
import { readCustomerTimeline, type TimelinePosition } from './customer-timeline-store.ts';
import type { Person } from './person-store.ts';

/** Where an export goes on: first who they are, then what happened to them, then their orders. */
export type ExportPosition = { of: 'timeline'; after?: TimelinePosition } | { of: 'orders'; after?: string };

/** One thing that is held of a person. */
export type ExportItem = { kind: 'profile' | 'timeline' | 'order'; data: unknown };

export type ExportPage = { items: ExportItem[]; position?: ExportPosition };

/** Orders of a page: each is read whole, with its history. */
const ORDERS_AT_A_TIME = 10;

/** A page of everything that is held of a person, in an order that new things do not disturb. */
export const exportPage = async (
  table: Table,
  person: Person,
  { limit, at }: { limit: number; at: ExportPosition | undefined },
): Promise<ExportPage> => {
  const ids = idsOf(person.customer);
  if (!at) {
    const { customer, members, standing } = person;
    const profiles = [customer, ...members].map((data): ExportItem => ({ kind: 'profile', data }));
    return {
      items: [...profiles, { kind: 'profile', data: { standing } }],
      position: { of: 'timeline' },
    };
  }
  if (at.of === 'timeline') {
    const { items, position } = await readCustomerTimeline(table, ids, {
      limit,
      ...(at.after ? { after: at.after } : {}),
    });
    return {
      items: items.map((data) => ({ kind: 'timeline', data })),
      position: position ? { of: 'timeline', after: position } : { of: 'orders' },
    };
  }
  const { heads, position } = await readOrders(table, ids, {
    limit: Math.min(limit, ORDERS_AT_A_TIME),
    ...(at.after === undefined ? {} : { after: at.after }),
  });
  const orders = await Promise.all(heads.map(({ id }) => readWhole(table, id)));
  return {
    items: orders.flat(),
    ...(position === undefined ? {} : { position: { of: 'orders', after: position } }),
  };
};

const readWhole = async (table: Table, orderId: string): Promise<ExportItem[]> => {
  const [order, timeline] = await Promise.all([loadOrder(table, orderId), readTimeline(table, orderId)]);
  return isProblem(order) ? [] : [{ kind: 'order', data: { ...orderView(order), timeline } }];
};
