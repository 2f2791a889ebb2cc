import { hoursAfter } from '../kernel/clock.ts';
import type { Policy } from '../policies/policy.ts';
import { promiseOf } from '../production/lead-time.ts';
import { type Backorder, isWaiting, lastExpected, waitingFor, waitingOf } from './backorder.ts';
import { shippingClock } from './next-due.ts';
import type { Order, OrderHead } from './order.ts';
import type { OrderEvent } from './order-events.ts';

/** Parts of lines an event names; an event must pass the bus, whose messages are bounded. */
const NAMED_IN_EVENT = 100;

/** A promise as far as it can be kept: nothing leaves before the goods that are waited for are there. */
export const notBeforeGoods = (
  promised: string,
  { goodsAt }: { goodsAt?: OrderHead['goodsAt'] | undefined },
  { shipping }: Policy,
): string => {
  if (goodsAt === undefined) return promised;
  const possible = hoursAfter(goodsAt, shipping.promiseHours);
  return possible > promised ? possible : promised;
};

/** By when an order would be promised to leave if nothing were waited for. */
export const promisedWithoutWait = (order: Order, policy: Policy): string => {
  const { goodsAt: _, ...head } = order.head;
  return promiseOf(order.lines, shippingClock({ ...order, head }), policy);
};

/**
 * The order as it waits for these goods: when they are expected, and by when it is promised to leave. Where nothing more
 * is waited for, all is there as of now. Where nobody knows when goods come, the clock goes on as if they were there:
 * people have to see to it.
 *
 * @param promised by when it would leave if nothing were waited for.
 */
export const awaiting = (
  order: Order,
  backorders: readonly Backorder[],
  { promised, at, policy }: { promised: string; at: string; policy: Policy },
): Order => {
  const waited = isWaiting(order);
  const next = waitingFor(order, backorders);
  const goodsAt = isWaiting(next) ? lastExpected(waitingOf(next)) : waited ? at : order.head.goodsAt;
  // What is not known any more must not stay as it was.
  const known = goodsAt === undefined && order.head.goodsAt === undefined ? {} : { goodsAt };
  return {
    ...next,
    head: { ...next.head, ...known, promisedShipBy: notBeforeGoods(promised, known, policy) },
  };
};

/** What an event says of the goods that are waited for. */
export const awaitedIn = (backorders: readonly Backorder[], lines: Order['lines']) => ({
  waiting: backorders
    .flatMap(({ sku, units, expectedAt }) =>
      units.map(({ lineId, quantity }) => ({
        lineId,
        sku,
        ...nameIn(lines, lineId, sku),
        quantity,
        ...(expectedAt === undefined ? {} : { expectedAt }),
      })),
    )
    .slice(0, NAMED_IN_EVENT),
  ...expectedIn(backorders),
});

/** A part of a bundle has no name that the buyer knows. */
const nameIn = (lines: Order['lines'], lineId: string, sku: string): { name?: string } => {
  const line = lines.find((each) => each.id === lineId && each.sku === sku);
  return line ? { name: line.name } : {};
};

const expectedIn = (backorders: readonly Backorder[]): { expectedAt?: string } => {
  const expectedAt = lastExpected(backorders);
  return expectedAt === undefined ? {} : { expectedAt };
};

/** Tells that an order waits for goods. */
export const backorderedEvent = (
  order: Order,
  { at, actor }: Pick<OrderEvent, 'at' | 'actor'>,
): OrderEvent[] =>
  isWaiting(order)
    ? [
        {
          type: 'backordered',
          at,
          actor,
          data: { ...awaitedIn(waitingOf(order), order.lines), promisedShipBy: order.head.promisedShipBy },
        },
      ]
    : [];
