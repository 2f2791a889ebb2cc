import type { QueueEntry } from '../../inventory/backorder.ts';
import { type QueuePlace, readQueue } from '../../inventory/effects/backorder-store.ts';
import { loadSku } from '../../inventory/effects/load-stock-store.ts';
import { availableUnits } from '../../inventory/stock-by-location.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import { loadInactiveLocations } from '../../locations/effects/location-store.ts';
import { changeOrder } from '../../orders/effects/change-order.ts';
import type { Deps } from '../../runtime/deps.ts';
import { loadNetwork } from '../../sourcing/effects/network-store.ts';
import { withSlots } from '../../sourcing/effects/with-slots.ts';
import type { BackorderMessage } from '../backorder-message.ts';
import { type Filled, fillBackorder } from '../fill-backorder.ts';
import { sendBackorderWork } from './backorder-queue.ts';

/** Places looked at for one message; what is behind them is another message's. */
const PER_MESSAGE = 20;

/** Until a large order that is being placed in steps is there, or undone. */
const PLACING_SECONDS = 15;

/** Who serves queues, as timelines name it. */
const ACTOR = 'system:backorders';

type Fill = Extract<BackorderMessage, { kind: 'fill' }>;

/**
 * Gives units of a SKU to those who wait for it, first come first served, each in a transaction of their own: what is
 * served leaves the queue with it, so that it may be asked for twice, late, or by two at once. Whoever cannot take what
 * there is keeps their place, and closes the locations that they could take from to all behind them.
 */
export const fillQueue = async (
  deps: Deps,
  { sku, after, closed = [] }: Fill,
): Promise<Problem | undefined> => {
  const { table } = deps;
  const shut = new Set(closed);
  if (!(await isAnythingThere(deps, sku, shut))) return undefined;
  const entries = await readQueue(table, sku, PER_MESSAGE, after);
  for (const entry of entries) {
    const served = await serve(deps, entry, shut);
    if (isProblem(served)) return served;
    if (served === 'placing') {
      // Nobody behind it is served before it is known whether it stands.
      return sendBackorderWork([{ kind: 'fill', sku }], PLACING_SECONDS).then(() => undefined);
    }
    if (served.left > 0) {
      for (const locationId of served.open) shut.add(locationId);
      if (!(await isAnythingThere(deps, sku, shut))) return undefined;
    }
  }
  const last = entries.at(-1);
  if (!last || entries.length < PER_MESSAGE) return undefined;
  await sendBackorderWork([{ kind: 'fill', sku, after: placeOf(last), closed: [...shut] }]);
  return undefined;
};

const placeOf = ({ since, orderId }: QueueEntry): QueuePlace => ({ since, orderId });

/** Whether somebody waits, and there are units at locations that are not closed to them. */
const isAnythingThere = async (
  { table }: Deps,
  sku: string,
  closed: ReadonlySet<string>,
): Promise<boolean> => {
  const [{ stock, queue }, inactive] = await Promise.all([loadSku(table, sku), loadInactiveLocations(table)]);
  if (queue.backordered === 0) return false;
  const open = stock.filter(({ locationId }) => !inactive.has(locationId) && !closed.has(locationId));
  return [...Map.groupBy(open, ({ locationId }) => locationId).values()].some(
    (here) => availableUnits(here) > 0,
  );
};

const serve = async (
  deps: Deps,
  { sku, since, orderId }: QueueEntry,
  closed: ReadonlySet<string>,
): Promise<Pick<Filled, 'left' | 'open'> | 'placing' | Problem> => {
  const { table, random } = deps;
  let filled: Filled = { left: 0, open: new Set() };
  const result = await changeOrder(
    deps,
    orderId,
    async (order, context) => {
      const [known, inactive, network] = await Promise.all([
        loadSku(table, sku),
        loadInactiveLocations(table),
        loadNetwork(table, new Date(context.at), true),
      ]);
      const stock = { ...known, stock: known.stock.filter(({ locationId }) => !inactive.has(locationId)) };
      filled = fillBackorder(order, { sku, since }, { ...context, network, random, stock, closed });
      // What goes on to a warehouse at once has its place in that one's day.
      return filled.decision ? withSlots(order, filled.decision, network, context.at) : 'nothing';
    },
    { actor: ACTOR },
  );
  if (!isProblem(result)) return filled;
  return result.code === 'not_found' ? 'placing' : result;
};
