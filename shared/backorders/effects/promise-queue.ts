import { type QueueEntry, unitsIn } from '../../inventory/backorder.ts';
import { expectedFor, type Outlook } from '../../inventory/backorder-date.ts';
import { loadAside } from '../../inventory/effects/aside-store.ts';
import { type QueuePlace, readQueue } from '../../inventory/effects/backorder-store.ts';
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

/** How often a queue is looked at that changes meanwhile, and how long it is left alone then. */
const LOOKS = 4;
const RESTLESS_SECONDS = 5;

/**
 * Works out anew when those who wait for a SKU may expect it, in their order, from what is announced now; only orders
 * whose date has moved are written. Whoever is about to be served from what is there keeps their date.
 */
export const promiseQueue = async (
  deps: Deps,
  again: Extract<BackorderMessage, { kind: 'promise' }>,
): Promise<Problem | undefined> => {
  const { sku, after, before } = again;
  const look = await lookAt(deps, sku, after);
  // Somebody is being served at this very moment: it is looked at again when that is over.
  if (!look) return sendBackorderWork([again], RESTLESS_SECONDS).then(() => undefined);
  const { entries, there, outlook } = look;
  // What is there already is for the first of them; who is served meanwhile takes as much from the one as from the other.
  let place = before ?? -there;
  for (const entry of entries) {
    place += unitsIn(entry);
    if (place <= 0) continue;
    const result = await changeOrder(
      deps,
      entry.orderId,
      (order, context) => {
        const expectedAt = expectedFor(place, outlook, entry.since);
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

type Look = { entries: readonly QueueEntry[]; there: number; outlook: Outlook };

/** The queue and the goods of one moment: nobody was served while they were read. Undefined where it never stood still. */
const lookAt = async (
  { table }: Deps,
  sku: string,
  after: QueuePlace | undefined,
): Promise<Look | undefined> => {
  const inactive = await loadInactiveLocations(table);
  const goods = async () => {
    const { product, stock, queue } = await loadSku(table, sku);
    const open = stock.filter(({ locationId }) => !inactive.has(locationId));
    const there = [...Map.groupBy(open, ({ locationId }) => locationId).values()].reduce(
      (sum, here) => sum + availableUnits(here),
      0,
    );
    return { product, there, backordered: queue.backordered };
  };
  let known = await goods();
  for (let look = 0; look < LOOKS; look++) {
    const entries = await readQueue(table, sku, PER_MESSAGE, after);
    const { coming } = await loadAside(table, sku);
    const now = await goods();
    if (now.there === known.there && now.backordered === known.backordered)
      return { entries, there: now.there, outlook: { product: now.product, coming } };
    known = now;
  }
  return undefined;
};
