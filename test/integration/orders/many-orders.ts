import { newId } from '../../../shared/kernel/ids.ts';
import { indexOrder } from '../../../shared/orders/effects/index-order.ts';
import {
  bodyWrite,
  changedPartWrites,
  headWrites,
  lineWrites,
} from '../../../shared/orders/effects/order-writes.ts';
import type { Hold, HoldKind, Order, OrderHead } from '../../../shared/orders/order.ts';
import type { Table } from '../../../shared/runtime/table.ts';
import { transact } from '../../../shared/runtime/transact.ts';
import { aFulfilment, anOrder } from '../../builders/an-order.ts';
import { testDeps } from '../store-order.ts';

export const START = Date.UTC(2024, 6, 1);
export const ROLES = ['service_agent', 'sales_manager', 'finance_director'] as const;
const KINDS: readonly HoldKind[][] = [[], ['address'], ['credit'], ['address', 'credit'], []];

export const aHold = (kind: HoldKind, n: number, change: Partial<Hold> = {}): Hold => ({
  id: `hld_${kind}_${n}`,
  kind,
  reason: 'to be looked at',
  placedBy: 'system',
  placedAt: new Date(START).toISOString(),
  dueAt: new Date(START + ((n * 37) % 60) * 60_000).toISOString(),
  ...change,
});

/** The n-th of many orders, a minute after the one before; what it has of everything depends on n alone. */
export const orderNumber = (n: number, head: Partial<OrderHead> = {}): Order => {
  const placedAt = new Date(START + n * 60_000).toISOString();
  const id = newId('ord', new Date(placedAt), Math.random);
  const part = (ordinal: number, locationId: string, status: 'released' | 'picked' | 'shipped') =>
    aFulfilment({ id: `ful_${id.slice(4)}_${ordinal}`, orderId: id, ordinal, locationId, status, placedAt });
  const plain = anOrder();
  const [line] = plain.lines;
  if (!line) throw new Error('The builder’s order has no line.');
  return anOrder({
    head: {
      id,
      placedAt,
      customerId: `cus_${n % 4}`,
      channel: n % 2 === 0 ? 'generic' : 'storefront',
      holds: (KINDS[n % 5] ?? []).map((kind) => aHold(kind, n)),
      review: { state: 'pending', requiredRole: ROLES[n % 3] ?? 'service_agent' },
      promisedShipBy: new Date(START + ((n * 7) % 5) * 3_600_000).toISOString(),
      lineCount: 1 + (n % 2),
      ...head,
    },
    body: {
      ...plain.body,
      customer: { name: 'Ada', phone: `+86 139 0000 000${n % 6}`, email: `Ada-${n % 7}@Example.com` },
    },
    lines: [`SKU-${n % 5}`, ...(n % 2 === 1 ? ['SKU-ODD'] : [])].map((sku, at) => ({
      ...line,
      id: `lin_${at + 1}`,
      sku,
    })),
    // Some locations have two parts of one order, some are done with theirs.
    fulfilments:
      n % 3 === 0
        ? [part(1, 'main', 'picked'), part(2, 'main', 'released'), part(3, 'north', 'shipped')]
        : [part(1, n % 3 === 1 ? 'main' : 'north', 'released')],
    reservations: [],
  });
};

/** Puts an order into the table as a commit would, and lists it as the queue's worker would. */
export const putOrder = async (table: Table, order: Order): Promise<Order> => {
  const writes = [
    ...headWrites(undefined, order),
    bodyWrite(order),
    ...lineWrites(order.head.id, order.lines),
    ...changedPartWrites(undefined, order),
  ];
  const outcome = await transact(table, writes, Math.random);
  if (!outcome.committed) throw new Error(`${order.head.id} is already there.`);
  await indexOrder(testDeps(table), order.head.id);
  return order;
};
