import type { QueueTerm } from '../../inventory/backorder.ts';
import type { Demand } from '../../inventory/demand.ts';
import type { SkuStock } from '../../inventory/effects/load-stock-store.ts';
import type { StockRow } from '../../inventory/stock.ts';
import type { Random } from '../../kernel/ids.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import { factsOf } from '../../sourcing/order-facts.ts';
import { type Network, NOTHING_KNOWN } from '../../sourcing/place.ts';
import { type PlannedOrWaiting, planOrWait, turnsPast } from '../../sourcing/plan-backorders.ts';
import { planSources } from '../../sourcing/plan-sources.ts';
import type { Backorder } from '../backorder.ts';
import { insufficientStock } from '../insufficient-stock.ts';
import { groupsOf, layOutStock, type StockGroup } from '../lay-out-stock.ts';
import { partKey, unitsByPart } from '../line-part.ts';
import { needsOf } from '../needs-of.ts';
import type { Order } from '../order.ts';
import type { PricedItem } from '../price-order.ts';
import type { Reservation, ReservedUnits } from '../reservation.ts';
import { stillWaiting } from './still-waiting.ts';

type Stock = ReadonlyMap<string, SkuStock>;

/** What the missing units are planned with: the stock of lines that grow, and the rules where that is known. */
type Sources = { stock: Stock; random: Random; at: string; network?: Network };

/** What is reserved of changed lines, what of them waits, and what was known of the queues. */
export type Rearranged = {
  reservations: Reservation[];
  backorders: Backorder[];
  queues: readonly QueueTerm[];
};

/**
 * The reservations of changed lines. What is too much is given back from what was reserved last; what is missing is
 * planned like a placement, from the order's own locations where they have it all. Lines that did not change keep their
 * places, in stock and in queues. What is not there is waited for, within the products' limits; 409 with the shortages beyond
 * them.
 */
export const rearrangeStock = (
  order: Order,
  items: readonly PricedItem[],
  { stock, random, at, network = NOTHING_KNOWN }: Sources,
): Rearranged | Problem => {
  const before = groupsOf(order.reservations);
  const { kept, missing } = giveBack(before, items);
  const waits = stillWaiting(order, missing);
  if (waits.left.length === 0)
    return { reservations: layOutStock(order, kept), backorders: waits.kept, queues: [] };
  const there = withFreed(stock, before, kept);
  const plan = planNear(waits.left, there, kept, { network, facts: factsOf(order, at), random });
  if (isProblem(plan)) return plan;
  return {
    reservations: layOutStock(order, joined(kept, plan.plan)),
    backorders: [...waits.kept, ...plan.waiting],
    queues: plan.terms,
  };
};

/**
 * Takes away what lines do not want any more, the last reserved first; and says what they want beyond what they have.
 * A bundle's line wants the parts that it was sold with.
 */
const giveBack = (
  groups: readonly StockGroup[],
  items: readonly PricedItem[],
): { kept: StockGroup[]; missing: Demand[] } => {
  const needs = items.flatMap(needsOf);
  const wanted = unitsByPart(needs);
  // Going through from the first on and keeping what is still wanted, the last reserved is what is left over.
  const kept = groups.map((group) => ({
    ...group,
    units: group.units.flatMap((each): ReservedUnits[] => {
      const key = partKey(each);
      const left = wanted.get(key) ?? 0;
      const quantity = Math.min(left, each.quantity);
      wanted.set(key, left - quantity);
      return quantity > 0 ? [{ ...each, quantity }] : [];
    }),
  }));
  const missing = needs.flatMap((need): Demand[] => {
    const quantity = wanted.get(partKey(need)) ?? 0;
    return quantity > 0 ? [{ ...need, quantity }] : [];
  });
  return { kept, missing };
};

const rowOf = (sku: string, locationId: string, shard: number): string =>
  JSON.stringify([sku, locationId, shard]);

const unitsByRow = (groups: readonly StockGroup[]): Map<string, number> => {
  const rows = new Map<string, number>();
  for (const { locationId, units } of groups)
    for (const { sku, shard, quantity } of units) {
      const row = rowOf(sku, locationId, shard);
      rows.set(row, (rows.get(row) ?? 0) + quantity);
    }
  return rows;
};

/** What the order gives back may go to another line of it in the same commit. */
export const withFreed = (
  stock: Stock,
  before: readonly StockGroup[],
  after: readonly StockGroup[],
): Stock => {
  const had = unitsByRow(before);
  const has = unitsByRow(after);
  const freed = (row: StockRow): StockRow => {
    const key = rowOf(row.sku, row.locationId, row.shard);
    return { ...row, available: row.available + (had.get(key) ?? 0) - (has.get(key) ?? 0) };
  };
  return new Map([...stock].map(([sku, known]) => [sku, { ...known, stock: known.stock.map(freed) }]));
};

const planNear = (
  missing: readonly Demand[],
  stock: Stock,
  groups: readonly StockGroup[],
  context: Parameters<typeof planSources>[2],
): Pick<PlannedOrWaiting, 'plan' | 'waiting' | 'terms'> | Problem => {
  const own = new Set(groups.map(({ locationId }) => locationId));
  const near = new Map(
    [...stock].map(([sku, known]) => [
      sku,
      { ...known, stock: known.stock.filter(({ locationId }) => own.has(locationId)) },
    ]),
  );
  const found = planSources(missing, near, context);
  if ('plan' in found) return { plan: found.plan, waiting: [], terms: turnsPast(found.plan, stock) };
  const planned = planOrWait(missing, stock, context);
  return 'plan' in planned ? planned : insufficientStock(planned.shortages);
};

/** Puts planned units beside those that leave from the same place; the rest are groups of their own. */
const joined = (kept: readonly StockGroup[], plan: readonly StockGroup[]): StockGroup[] => {
  const groups = [...kept];
  for (const { locationId, units } of plan) {
    const at = groups.findIndex((group) => group.locationId === locationId);
    const group = groups[at];
    if (group) groups[at] = { ...group, units: [...group.units, ...units] };
    else groups.push({ locationId, units });
  }
  return groups;
};
