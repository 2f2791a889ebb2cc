import { unitsIn } from '../../inventory/backorder.ts';
import { expectedFor } from '../../inventory/backorder-date.ts';
import { loadAside } from '../../inventory/effects/aside-store.ts';
import { readQueue } from '../../inventory/effects/backorder-store.ts';
import { loadSku } from '../../inventory/effects/load-stock-store.ts';
import { availableUnits } from '../../inventory/stock-by-location.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import { loadInactiveLocations } from '../../locations/effects/location-store.ts';
import { changeOrder } from '../../orders/effects/change-order.ts';
import type { Deps } from '../../runtime/deps.ts';
import type { BackorderMessage } from '../backorder-message.ts';
import { promiseBackorder } from '../promise-backorder.ts';
import { sendBackorderWork } from './backorder-queue.ts';

/** Places promised anew for one message; what is behind them is another message's. */
const PER_MESSAGE = 20;

const ACTOR = 'system:backorders';

/**
 * Works out anew when those who wait for a SKU may expect it, in their order, from what is announced now; only orders
 * whose date has moved are written. Whoever is about to be served from what is there keeps their date.
 */
export const promiseQueue = async (
  deps: Deps,
  { sku, after, before = 0 }: Extract<BackorderMessage, { kind: 'promise' }>,
): Promise<Problem | undefined> => {
  const { table } = deps;
  const [entries, { product, stock }, { coming }, inactive] = await Promise.all([
    readQueue(table, sku, PER_MESSAGE, after),
    loadSku(table, sku),
    loadAside(table, sku),
    loadInactiveLocations(table),
  ]);
  const open = stock.filter(({ locationId }) => !inactive.has(locationId));
  const there = [...Map.groupBy(open, ({ locationId }) => locationId).values()].reduce(
    (sum, here) => sum + availableUnits(here),
    0,
  );
  let place = before;
  for (const entry of entries) {
    place += unitsIn(entry);
    if (place <= there) continue;
    const outlook = { product, coming };
    const result = await changeOrder(
      deps,
      entry.orderId,
      (order, context) => {
        const expectedAt = expectedFor(place - there, outlook, entry.since);
        return promiseBackorder(order, entry, expectedAt, context);
      },
      { actor: ACTOR },
    );
    if (isProblem(result) && result.code !== 'not_found') return result;
  }
  const last = entries.at(-1);
  if (!last || entries.length < PER_MESSAGE) return undefined;
  const { since, orderId } = last;
  await sendBackorderWork([{ kind: 'promise', sku, after: { since, orderId }, before: place }]);
  return undefined;
};
