import type { Demand } from '../inventory/demand.ts';
import type { SkuStock } from '../inventory/effects/load-stock-store.ts';
import type { Random } from '../kernel/ids.ts';
import { withFreed } from '../orders/amend/rearrange-stock.ts';
import type { DecisionContext } from '../orders/decision.ts';
import { groupsOf, layOutStock, type StockGroup } from '../orders/lay-out-stock.ts';
import { partKey } from '../orders/line-part.ts';
import { wereMade } from '../orders/needs-of.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-events.ts';
import type { ReservedUnits } from '../orders/reservation.ts';
import { moveUnits, stateOf } from '../orders/reservation-life.ts';
import { stockDifference } from '../orders/stock-difference.ts';
import { inMinor } from './candidates.ts';
import { leavingDay, localTime } from './leaving-day.ts';
import { factsOf } from './order-facts.ts';
import { type Network, unknownPlace } from './place.ts';
import { costOf, planSources, weighErrand } from './plan-sources.ts';
import type { Sending } from './sourcing-problem.ts';

/** What sourcing an order needs beside it. */
export type SourcingContext = Pick<DecisionContext, 'at' | 'actor'> & {
  stock: ReadonlyMap<string, SkuStock>;
  network: Network;
  random: Random;
};

/** Moving more stock rows than this leaves no room in the order's transaction. */
const MOST_ROWS = 50;

/** What is reserved and no warehouse has been told of. */
export const openGroups = ({ reservations, fulfilments }: Order): StockGroup[] => {
  const taken = new Set(fulfilments.map(({ ordinal }) => ordinal));
  return groupsOf(reservations).filter(({ ordinal }) => ordinal === undefined || !taken.has(ordinal));
};

/** The units of some groups as the demand of their lines; a bundle's line demands each of its parts. */
export const demandOf = (groups: readonly StockGroup[]): Demand[] => {
  const parts = new Map<string, Demand>();
  for (const { lineId, sku, quantity } of groups.flatMap(({ units }) => units)) {
    const key = partKey({ lineId, sku });
    parts.set(key, { lineId, sku, quantity: (parts.get(key)?.quantity ?? 0) + quantity });
  }
  return [...parts.values()];
};

/**
 * Whether it is worth asking again where to send from: a planned location is closed, or could not send today. With a
 * single location there is nothing to ask.
 */
export const mayBeBetter = (order: Order, network: Network, at: string): boolean =>
  network.places.size > 1 &&
  openGroups(order).some(({ locationId }) => {
    const place = network.places.get(locationId) ?? unknownPlace(locationId);
    return !place.active || leavingDay(place, at, network.loads) !== localTime(at, place.timeZone).day;
  });

/**
 * The order with what is not yet sent out reserved where it is cheapest now: what leaves one location and what another
 * gives is one commit. `undefined` when it already stands where it should, when there is no other way, or when the move
 * is too large for a transaction.
 */
export const sourceAnew = (
  order: Order,
  { stock, network, random, at, actor }: SourcingContext,
): { order: Order; event: OrderEvent } | undefined => {
  const open = openGroups(order);
  const demand = demandOf(open);
  if (wereMade(order.lines, demand)) return undefined;
  const there = withFreed(stock, open, []);
  const facts = factsOf(order, at);
  const weighed = weighErrand(demand, there, network, facts);
  const costNow = costOf(weighed, sendingsOf(open, weighed.errand.goods), network);
  if (!weighed.sourced || (costNow !== undefined && weighed.sourced.cost >= costNow)) return undefined;
  const planned = planSources(demand, there, { network, facts, random });
  if ('shortages' in planned) return undefined;
  const moved = planned.plan.map((group): StockGroup => keeping(group, open));
  for (const { ordinal = 0 } of open) moveUnits(stateOf(order, { fulfilment: ordinal }), 'move');
  const left = order.reservations.filter(({ fulfilment }) =>
    open.every(({ ordinal }) => ordinal !== fulfilment),
  );
  const reservations = [...left, ...layOutStock(order, moved)];
  if (stockDifference(order.reservations, reservations, order.head.id).length > MOST_ROWS) return undefined;
  return {
    order: { ...order, reservations },
    event: {
      type: 'sourced_anew',
      at,
      actor,
      data: {
        from: open.map(({ locationId }) => locationId),
        to: moved.map(({ locationId }) => locationId),
        sourcing: planned.choice,
        ...(costNow === undefined ? {} : { costBefore: inMinor(costNow) }),
      },
    },
  };
};

/** Groups in the optimiser's terms, one sending for each location. */
export const sendingsOf = (groups: readonly StockGroup[], goods: readonly { sku: string }[]): Sending[] =>
  [...Map.groupBy(groups, ({ locationId }) => locationId)].map(([id, here]) => {
    const all = here.flatMap(({ units }) => units);
    const sum = (sku: string): number =>
      all.reduce((total, unit) => (unit.sku === sku ? total + unit.quantity : total), 0);
    return { id, units: goods.map(({ sku }) => sum(sku)) };
  });

const byPart = (units: readonly ReservedUnits[]): string =>
  JSON.stringify(
    demandOf([{ locationId: '', units }])
      .map((each) => [partKey(each), each.quantity])
      .sort(([one], [other]) => String(one).localeCompare(String(other))),
  );

/** A location that keeps what it had keeps the very stock rows; one that goes on sending keeps its ordinal. */
const keeping = (planned: StockGroup, open: readonly StockGroup[]): StockGroup => {
  const before = open.find(({ locationId }) => locationId === planned.locationId);
  if (!before) return planned;
  return byPart(before.units) === byPart(planned.units)
    ? before
    : { ...planned, ...(before.ordinal === undefined ? {} : { ordinal: before.ordinal }) };
};
