import { isDeepStrictEqual } from 'node:util';
import { waitingSk } from '../../shared/inventory/backorder-keys.ts';
import { skuPk } from '../../shared/inventory/stock-keys.ts';
import { type Backorder, dueGivingUp } from '../../shared/orders/backorder.ts';
import { orderPk } from '../../shared/orders/order-keys.ts';
import type { WholeOrder } from './order-partition.ts';
import { difference, type Finding, type Reference } from './report.ts';

/** Proves that an order which has ended waits for nothing any more. */
export const backorderFindings = (order: WholeOrder): Finding[] => {
  const left = dueGivingUp(order);
  if (left.length === 0) return [];
  const key = `${orderPk(order.head.id)} BACKORDER#`;
  const what = `${left.length} backorders are to be ended`;
  return order.events.some(({ type }) => type === 'settlement_requested')
    ? [{ severity: 'pending', key, what, look: 'the queue stock-settlement and its dead letters' }]
    : [difference(key, what, 'commit-order.ts: the commit that ended the order left them')];
};

/** What an order waits for stands in the queue of its SKU, with the same units. */
export const backorderReferences = (orderId: string, backorders: readonly Backorder[]): Reference[] =>
  backorders.map(({ sku, since, units }) => ({
    key: { pk: skuPk(sku), sk: waitingSk({ since, orderId }) },
    wrong: (found) =>
      found && isDeepStrictEqual(found.units, units)
        ? undefined
        : difference(
            `${orderPk(orderId)} BACKORDER#${sku}`,
            `it waits for ${sku}, its place in the queue ${found ? 'says otherwise' : 'is missing'}`,
            'backorder-writes.ts: an order and its entry change in one transaction',
          ),
  }));
