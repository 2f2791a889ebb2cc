import { type QueueTerm, unitsIn, type WaitingUnits } from '../inventory/backorder.ts';
import { expectedFor } from '../inventory/backorder-date.ts';
import type { Demand, PlannedLocation, Shortage } from '../inventory/demand.ts';
import type { SkuStock } from '../inventory/effects/load-stock-store.ts';
import type { Backorder } from '../orders/backorder.ts';
import type { ErrandFacts } from './errand.ts';
import { type Choice, planSources, weighErrand } from './plan-sources.ts';

type Stock = ReadonlyMap<string, SkuStock>;
type Context = Parameters<typeof planSources>[2];

/** Where goods come from, and what of them is waited for. */
export type PlannedOrWaiting = {
  plan: PlannedLocation[];
  choice?: Choice;
  waiting: Backorder[];
  /** What the commit holds the queues to. */
  terms: QueueTerm[];
};

/** Their place in the queue, and what says where goods that come later may be sent from. */
type Waits = { since: string; facts: ErrandFacts };

/**
 * Where the units of an order come from; what there is too little of takes a place in the queue, where the product's limit
 * has room for it. All or nothing: where one SKU has neither stock nor room, what is short is named.
 */
export const planOrWait = (
  demand: readonly Demand[],
  stock: Stock,
  context: Context,
  waits: Waits = { since: context.facts.at, facts: context.facts },
): PlannedOrWaiting | { shortages: Shortage[] } => {
  const first = planSources(demand, stock, context);
  if ('plan' in first) return { ...first, waiting: [], terms: turnsPast(first.plan, stock) };
  const short = first.shortages.map((shortage) => withRoom(shortage, stock));
  const refused = short.filter(({ requested, available, backorderable = 0 }) => {
    return requested - available > backorderable;
  });
  if (refused.length > 0 || !canEverBeSent(demand, stock, { ...context, facts: waits.facts }))
    return { shortages: short };
  const { now, later } = divide(demand, short);
  const planned = now.length > 0 ? planSources(now, stock, context) : { plan: [] };
  if ('shortages' in planned) return planned;
  return { ...planned, ...queued(later, planned.plan, stock, waits.since) };
};

const withRoom = (shortage: Shortage, stock: Stock): Shortage => {
  const known = stock.get(shortage.sku);
  const limit = known?.product?.backorderLimit;
  if (limit === undefined) return shortage;
  return { ...shortage, backorderable: Math.max(0, limit - (known?.queue?.backordered ?? 0)) };
};

/** What goes now, and what waits: of several lines of a SKU the last ones wait. */
const divide = (
  demand: readonly Demand[],
  short: readonly Shortage[],
): { now: Demand[]; later: Demand[] } => {
  const missing = new Map(short.map(({ sku, requested, available }) => [sku, requested - available]));
  const later: Demand[] = [];
  const now = demand.toReversed().flatMap((need): Demand[] => {
    const waits = Math.min(missing.get(need.sku) ?? 0, need.quantity);
    missing.set(need.sku, (missing.get(need.sku) ?? 0) - waits);
    if (waits > 0) later.push({ ...need, quantity: waits });
    return need.quantity > waits ? [{ ...need, quantity: need.quantity - waits }] : [];
  });
  return { now: now.toReversed(), later: later.toReversed() };
};

const queued = (
  later: readonly Demand[],
  plan: readonly PlannedLocation[],
  stock: Stock,
  since: string,
): Pick<PlannedOrWaiting, 'waiting' | 'terms'> => {
  const waiting = [...Map.groupBy(later, ({ sku }) => sku)].map(([sku, needs]): Backorder => {
    const units: WaitingUnits[] = needs.map(({ lineId, quantity }) => ({ lineId, quantity }));
    const expectedAt = expectedOf(unitsIn({ units }), stock.get(sku), since);
    return { sku, since, units, ...(expectedAt === undefined ? {} : { expectedAt }) };
  });
  const limits = waiting.map(({ sku }): QueueTerm => {
    const limit = stock.get(sku)?.product?.backorderLimit;
    return { sku, ...(limit === undefined ? {} : { limit }) };
  });
  return { waiting, terms: [...limits, ...turnsPast(plan, stock)] };
};

/** Who comes last is served when all before them are; what is there already is theirs. */
const expectedOf = (units: number, known: SkuStock | undefined, since: string) => {
  const { backordered = 0, owed = 0 } = known?.queue ?? {};
  const place = backordered - owed + units;
  return expectedFor(place, { product: known?.product, coming: known?.coming ?? [] }, since);
};

/** Takers of what a queue leaves over go one at a time, or two of them would take it twice. */
export const turnsPast = (plan: readonly PlannedLocation[], stock: Stock): QueueTerm[] => {
  const taken = new Set(plan.flatMap(({ units }) => units.map(({ sku }) => sku)));
  return [...taken].flatMap((sku) => {
    const queue = stock.get(sku)?.queue;
    return queue && queue.backordered > 0 ? [{ sku, turn: queue.turn }] : [];
  });
};

/** Goods that no location may send there are not waited for: not for want of stock. */
const canEverBeSent = (demand: readonly Demand[], stock: Stock, { network, facts }: Context): boolean => {
  const { candidates } = weighErrand(demand, stock, network, facts);
  return (
    candidates.length === 0 ||
    candidates.some(({ refusal }) => refusal === undefined || refusal === 'no_stock')
  );
};
