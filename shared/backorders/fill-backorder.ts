import { sendRest } from '../fulfilment/allocate-order.ts';
import { type QueueEntry, unitsIn } from '../inventory/backorder.ts';
import type { Demand } from '../inventory/demand.ts';
import type { SkuStock } from '../inventory/effects/load-stock-store.ts';
import type { Random } from '../kernel/ids.ts';
import { awaiting, promisedWithoutWait } from '../orders/await-goods.ts';
import { type Backorder, isWaiting, waitingOf } from '../orders/backorder.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import { layOutStock, type StockGroup } from '../orders/lay-out-stock.ts';
import { nextDueOf } from '../orders/next-due.ts';
import { nextOrder } from '../orders/next-order.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-events.ts';
import { moveUnits } from '../orders/reservation-life.ts';
import { factsOfLater } from '../sourcing/order-facts.ts';
import type { Network } from '../sourcing/place.ts';
import { planSources } from '../sourcing/plan-sources.ts';
import { openGroups } from '../sourcing/source-anew.ts';
import { mayTakeFrom } from './may-take-from.ts';

/** What serving a place in a queue knows beside the order. */
export type FillContext = DecisionContext & {
  network: Network;
  random: Random;
  /** The SKU's stock at active locations, all of it: who is served is whom the queue's share belongs to. */
  stock: SkuStock;
  /** Locations whose units those before in the queue could take, and have not yet. */
  closed: ReadonlySet<string>;
};

/** What came of serving a place: what is to be committed, if anything; what of it goes on waiting, and which locations could serve that. */
export type Filled = { decision?: Decision; left: number; open: ReadonlySet<string> };

/**
 * Gives an order what there is of the goods that it waits for at a place of their queue, all of it or a part: the units
 * are reserved as at a placement, from its own locations where they have them. An order that was ready goes on by itself;
 * a held one is served as well, and keeps its hold.
 */
export const fillBackorder = (
  order: Order,
  entry: Pick<QueueEntry, 'sku' | 'since'>,
  context: FillContext,
): Filled => {
  const { sku, since } = entry;
  const mine = waitingOf(order).find((each) => each.sku === sku && each.since === since);
  if (!mine) return { left: 0, open: new Set() };
  const { network, stock, closed, at, random } = context;
  const facts = factsOfLater(order, at);
  const open = mayTakeFrom(sku, stock, network, facts);
  const rows = stock.stock.filter(({ locationId }) => open.has(locationId) && !closed.has(locationId));
  const wanted = unitsIn(mine);
  const units = Math.min(
    wanted,
    [...Map.groupBy(rows, ({ locationId }) => locationId).values()].reduce(
      (sum, here) =>
        sum +
        Math.max(
          0,
          here.reduce((all, { available }) => all + available, 0),
        ),
      0,
    ),
  );
  if (units === 0) return { left: wanted, open };
  const { demand, rest } = firstUnits(mine, units);
  const plan = planNear(order, demand, { ...stock, stock: rows }, { network, facts, random });
  if (!plan) return { left: wanted, open };
  return { decision: filled(order, mine, rest, plan, context), left: wanted - units, open };
};

/** The first units of a backorder as demand, and what of it goes on waiting. */
const firstUnits = (backorder: Backorder, units: number): { demand: Demand[]; rest: Backorder } => {
  let left = units;
  const demand: Demand[] = [];
  const waiting = backorder.units.map(({ lineId, quantity }) => {
    const now = Math.min(left, quantity);
    left -= now;
    if (now > 0) demand.push({ lineId, sku: backorder.sku, quantity: now });
    return { lineId, quantity: quantity - now };
  });
  return { demand, rest: { ...backorder, units: waiting } };
};

/** From the locations that the order's goods leave from where they have it all, else from wherever that is best. */
const planNear = (
  order: Order,
  demand: readonly Demand[],
  stock: SkuStock,
  context: Parameters<typeof planSources>[2],
): readonly StockGroup[] | undefined => {
  const sku = demand[0]?.sku ?? '';
  const own = new Set(openGroups(order).map(({ locationId }) => locationId));
  const near = { ...stock, stock: stock.stock.filter(({ locationId }) => own.has(locationId)) };
  const found = planSources(demand, new Map([[sku, near]]), context);
  const planned = 'plan' in found ? found : planSources(demand, new Map([[sku, stock]]), context);
  return 'plan' in planned ? planned.plan : undefined;
};

const filled = (
  order: Order,
  mine: Backorder,
  rest: Backorder,
  plan: readonly StockGroup[],
  context: FillContext,
): Decision => {
  const { at, actor, policy } = context;
  const backorders = (order.backorders ?? []).map((each) => (each === mine ? rest : each));
  const served = awaiting({ ...order, reservations: withUnits(order, plan) }, backorders, {
    promised: promisedWithoutWait(order, policy),
    at,
    policy,
  });
  moveUnits('waiting', 'fill');
  const draft = nextOrder(order, served, at, (next) => nextDueOf(next, policy));
  const sent = sendRest(draft, context);
  const next =
    sent.made.length === 0
      ? draft
      : nextOrder(order, { ...served, fulfilments: [...served.fulfilments, ...sent.made] }, at, (after) =>
          nextDueOf(after, policy),
        );
  const isComplete = !isWaiting(next);
  const told: OrderEvent[] = [
    {
      type: 'backorder_filled',
      at,
      actor,
      data: {
        sku: mine.sku,
        quantity: unitsIn(mine) - unitsIn(rest),
        locations: [...new Set(plan.map(({ locationId }) => locationId))],
        complete: isComplete,
        promisedShipBy: next.head.promisedShipBy,
      },
    },
    // What was wished for with the order is there; goods that were added to it later are not what this milestone is about.
    ...(isComplete && isFirstTime(order, mine)
      ? [{ type: 'stock_reserved' as const, at, actor, data: { locations: locationsOf(next) } }]
      : []),
  ];
  return { next, events: [...told, ...sent.events] };
};

/** Whether goods that the order was placed with are all there for the first time; none of them was lost again since. */
const isFirstTime = ({ head, fulfilments }: Order, { since }: Backorder): boolean =>
  since === head.placedAt && !fulfilments.some(({ rejected }) => rejected);

const locationsOf = ({ reservations }: Order): string[] => [
  ...new Set(reservations.map(({ locationId }) => locationId)),
];

/** Puts units beside those that leave from the same place and no warehouse has been told of. */
const withUnits = (order: Order, plan: readonly StockGroup[]): Order['reservations'] => {
  const open = openGroups(order);
  const ordinals = new Set(open.map(({ ordinal }) => ordinal));
  const groups = [...open];
  for (const { locationId, units } of plan) {
    const at = groups.findIndex((group) => group.locationId === locationId);
    const group = groups[at];
    if (group) groups[at] = { ...group, units: [...group.units, ...units] };
    else groups.push({ locationId, units });
  }
  return [
    ...order.reservations.filter(({ fulfilment }) => !ordinals.has(fulfilment)),
    ...layOutStock(order, groups),
  ];
};
