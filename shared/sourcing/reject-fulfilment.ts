import { stepEvent } from '../fulfilment/advance-fulfilment.ts';
import { sendOut } from '../fulfilment/allocate-order.ts';
import { fulfilmentOf, whyNotStep } from '../fulfilment/fulfilment-steps.ts';
import { namedLine, wrongNames } from '../fulfilment/named-lines.ts';
import type { Demand } from '../inventory/demand.ts';
import { type FieldError, isProblem, type Problem, validationFailed } from '../kernel/problem.ts';
import { awaiting, backorderedEvent, promisedWithoutWait } from '../orders/await-goods.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import type { Fulfilment } from '../orders/fulfilment.ts';
import { groupsOf, layOutStock, type StockGroup } from '../orders/lay-out-stock.ts';
import { partKey } from '../orders/line-part.ts';
import type { LostUnits } from '../orders/lost-units.ts';
import { wereMade } from '../orders/needs-of.ts';
import { nextDueOf } from '../orders/next-due.ts';
import { nextOrder } from '../orders/next-order.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-events.ts';
import type { ReservedUnits } from '../orders/reservation.ts';
import { moveUnits, stateOf } from '../orders/reservation-life.ts';
import { factsOf, factsOfLater } from './order-facts.ts';
import { planOrWait, turnsPast } from './plan-backorders.ts';
import { type Choice, planSources } from './plan-sources.ts';
import type { Rejection } from './rejection.ts';
import { isLost } from './rejection.ts';
import type { Replaced } from './replace-missing.ts';
import { demandOf, type SourcingContext } from './source-anew.ts';

/** After so many refusals of an order's goods people look at it. */
const MOST_REJECTIONS = 10;

/** What is sent instead of missing goods; and whether they may be waited for where nobody has them. */
type RejectOptions = { instead?: Replaced['instead']; mayWait?: boolean };

/**
 * Takes goods back from a location that refuses them, and sends them from others, never from one that refused goods of
 * this order: one commit gives back and reserves. What was picked already stays, unless it is named. Goods that nobody
 * finds, or that are broken, leave the location's stock instead of going back on sale. Where no other location can
 * send them all, or they were made for this order, the fulfilment stands still as an exception, with its units reserved as after a short pick.
 */
export const rejectFulfilment = (
  order: Order,
  id: string,
  rejection: Rejection,
  context: DecisionContext & SourcingContext & RejectOptions,
): Decision | Problem | 'nothing' => {
  const fulfilment = fulfilmentOf(order, id);
  if (isProblem(fulfilment)) return fulfilment;
  if (fulfilment.status === 'cancelled' && fulfilment.rejected?.code === rejection.code) return 'nothing';
  const refused = whyNotStep(order, fulfilment, 'reject');
  if (refused) return refused;
  const wanted = refusedUnits(fulfilment, rejection);
  if (Array.isArray(wanted)) return validationFailed(wanted);
  const { at, policy, stock, network, random, instead, mayWait } = context;
  const rejected = { ...fulfilment, rejected: { code: rejection.code, at } };
  const marked = withPart(order, rejected);
  const { kept, taken } = takeUnits(groupsOf(order.reservations), fulfilment.ordinal, wanted);
  const needs = demandOf([{ locationId: '', units: taken }]);
  // Who cannot find some goods may well send others.
  const sendsOthers = isLost(rejection) && needs.every((need) => instead?.has(partKey(need)));
  const planned =
    wereMade(order.lines, taken) ||
    marked.fulfilments.filter((each) => each.rejected).length > MOST_REJECTIONS
      ? undefined
      : planAnew(
          asReplaced(needs, instead),
          stock,
          { network, facts: factsOf(sendsOthers ? order : marked, at), random },
          mayWait && isLost(rejection)
            ? { since: order.head.placedAt, facts: factsOfLater(marked, at) }
            : undefined,
        );
  if (!planned || 'shortages' in planned) return standsStill(order, rejected, rejection, context);
  moveUnits(stateOf(order, { fulfilment: fulfilment.ordinal }), isLost(rejection) ? 'lose' : 'withdraw');
  const remaining = withoutUnits(rejected, wanted, at);
  const laidOut = {
    ...withPart(order, remaining),
    reservations: [
      ...order.reservations.filter((page) => page.fulfilment !== fulfilment.ordinal),
      ...layOutStock({ ...order, fulfilments: [] }, kept),
      ...layOutStock(order, planned.plan),
    ],
  };
  const waiting =
    planned.waiting.length === 0
      ? laidOut
      : awaiting(laidOut, [...(order.backorders ?? []), ...planned.waiting], {
          promised: promisedWithoutWait(order, policy),
          at,
          policy,
        });
  const { made, events } = sendOut(waiting, context);
  const next = nextOrder(order, { ...waiting, fulfilments: [...waiting.fulfilments, ...made] }, at, (after) =>
    nextDueOf(after, policy),
  );
  return {
    next,
    queues: planned.terms,
    events: [
      rejectedEvent(rejected, rejection, context, {
        made,
        ...(planned.choice ? { choice: planned.choice } : {}),
      }),
      ...(planned.waiting.length > 0 ? backorderedEvent(next, context) : []),
      ...(remaining.status === 'picked' ? [stepEvent(order, 'picked', remaining, context)] : []),
      ...events,
    ],
    ...(isLost(rejection) ? { lost: lostUnits(taken, fulfilment, rejection) } : {}),
  };
};

/** Where goods come from now; what nobody has is waited for, where that is asked for, at the order's own place in the queue. */
const planAnew = (
  demand: readonly Demand[],
  stock: SourcingContext['stock'],
  context: Parameters<typeof planSources>[2],
  waits: Parameters<typeof planOrWait>[3],
): ReturnType<typeof planOrWait> => {
  if (waits) return planOrWait(demand, stock, context, waits);
  const planned = planSources(demand, stock, context);
  return 'shortages' in planned
    ? planned
    : { ...planned, waiting: [], terms: turnsPast(planned.plan, stock) };
};

/** What is sent instead of goods, where something is; else the goods. */
const asReplaced = (demand: readonly Demand[], instead?: Replaced['instead']): Demand[] =>
  demand.map((need) => ({ ...need, ...instead?.get(partKey(need)) }));

const withPart = (order: Order, changed: Fulfilment): Order => ({
  ...order,
  fulfilments: order.fulfilments.map((each) =>
    each.id === changed.id ? { ...changed, version: each.version + 1 } : each,
  ),
});

/** Units of each line and SKU that are refused: those that are named, else all that are not picked. */
export const refusedUnits = (
  { lines }: Fulfilment,
  { lines: named }: Rejection,
): ReadonlyMap<string, number> | FieldError[] => {
  if (!named) {
    const left = lines.filter(({ quantity, picked }) => quantity > picked);
    const all = left.length > 0 ? left : lines.map((line) => ({ ...line, picked: 0 }));
    return new Map(all.map((line) => [partKey(line), line.quantity - line.picked]));
  }
  const errors = wrongNames(lines, named);
  const refused = new Map<string, number>();
  for (const [at, name] of named.entries()) {
    const line = namedLine(lines, name);
    if (!line) continue;
    refused.set(partKey(line), name.quantity);
    if (name.quantity > line.quantity)
      errors.push({
        path: `/lines/${at}/quantity`,
        code: 'too_many',
        message: `is more than ${line.quantity}`,
      });
  }
  return errors.length > 0 ? errors : refused;
};

/** Takes units of lines out of one fulfilment's stock, the last reserved first. */
const takeUnits = (
  groups: readonly StockGroup[],
  ordinal: number,
  wanted: ReadonlyMap<string, number>,
): { kept: StockGroup[]; taken: ReservedUnits[] } => {
  const left = new Map(wanted);
  const taken: ReservedUnits[] = [];
  const own = groups.filter((group) => group.ordinal === ordinal);
  const kept = own.map((group) => {
    const units = group.units.toReversed().flatMap((each): ReservedUnits[] => {
      const key = partKey(each);
      const quantity = Math.min(left.get(key) ?? 0, each.quantity);
      left.set(key, (left.get(key) ?? 0) - quantity);
      if (quantity > 0) taken.push({ ...each, quantity });
      return each.quantity > quantity ? [{ ...each, quantity: each.quantity - quantity }] : [];
    });
    return { ...group, units: units.toReversed() };
  });
  return { kept, taken };
};

/** What the location keeps; a fulfilment of which nothing is left is over, and its lines stay on the record. */
const withoutUnits = (fulfilment: Fulfilment, gone: ReadonlyMap<string, number>, at: string): Fulfilment => {
  const lines = fulfilment.lines
    .map((line) => {
      const quantity = line.quantity - (gone.get(partKey(line)) ?? 0);
      return { ...line, quantity, picked: Math.min(line.picked, quantity) };
    })
    .filter(({ quantity }) => quantity > 0);
  const { exception, ...rest } = fulfilment;
  if (lines.length === 0) return { ...rest, status: 'cancelled' };
  if (fulfilment.status !== 'exception') return { ...rest, lines };
  return lines.every(({ picked, quantity }) => picked === quantity)
    ? { ...rest, lines, status: 'picked', pickedAt: at }
    : { ...rest, lines, status: 'exception', ...(exception === undefined ? {} : { exception }) };
};

const standsStill = (
  order: Order,
  rejected: Fulfilment,
  rejection: Rejection,
  context: DecisionContext,
): Decision | 'nothing' => {
  const exception = `Refused by ${rejected.locationId} (${rejection.code}), and no other location can send it.`;
  const known = order.fulfilments.find(({ id }) => id === rejected.id);
  if (known?.status === 'exception' && known.exception === exception) return 'nothing';
  const stopped: Fulfilment = { ...rejected, status: 'exception', exception };
  return {
    next: nextOrder(order, { fulfilments: withPart(order, stopped).fulfilments }, context.at, (next) =>
      nextDueOf(next, context.policy),
    ),
    events: [{ ...rejectedEvent(rejected, rejection, context, { made: [] }), type: 'exception_unsourced' }],
  };
};

const lostUnits = (
  taken: readonly ReservedUnits[],
  { id, locationId }: Fulfilment,
  { code }: Rejection,
): LostUnits[] =>
  [...Map.groupBy(taken, ({ sku, shard }) => JSON.stringify([sku, shard])).values()].flatMap((row) =>
    row[0]
      ? [
          {
            sku: row[0].sku,
            shard: row[0].shard,
            locationId,
            quantity: row.reduce((sum, { quantity }) => sum + quantity, 0),
            cause: code === 'damaged' ? ('write_off' as const) : ('count' as const),
            document: id,
          },
        ]
      : [],
  );

const rejectedEvent = (
  { id, locationId }: Fulfilment,
  { code, note }: Rejection,
  { at, actor }: Pick<DecisionContext, 'at' | 'actor'>,
  { made, choice }: { made: readonly Fulfilment[]; choice?: Choice },
): OrderEvent => ({
  type: 'fulfilment_rejected',
  at,
  actor,
  data: {
    fulfilmentId: id,
    locationId,
    code,
    instead: made.map((each) => ({ fulfilmentId: each.id, locationId: each.locationId })),
    ...(choice ? { sourcing: choice } : {}),
  },
  ...(note === undefined ? {} : { kept: { note } }),
});
