import type { QueueEntry } from '../inventory/backorder.ts';
import { awaitedIn, awaiting, promisedWithoutWait } from '../orders/await-goods.ts';
import { waitingOf } from '../orders/backorder.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import { nextDueOf } from '../orders/next-due.ts';
import { nextOrder } from '../orders/next-order.ts';
import type { Order } from '../orders/order.ts';

/**
 * Promises an order what it waits for by another date, because what is announced has changed. Sooner is good news for the
 * record; later is told to the buyer. Warnings begin anew: nobody is late who keeps the new date.
 *
 * @param expectedAt when its goods are expected now; undefined when nobody knows.
 */
export const promiseBackorder = (
  order: Order,
  { sku, since }: Pick<QueueEntry, 'sku' | 'since'>,
  expectedAt: string | undefined,
  { at, actor, policy }: DecisionContext,
): Decision | 'nothing' => {
  const mine = waitingOf(order).find((each) => each.sku === sku && each.since === since);
  if (!mine || mine.expectedAt === expectedAt) return 'nothing';
  const { expectedAt: before, ...rest } = mine;
  const changed = expectedAt === undefined ? rest : { ...rest, expectedAt };
  const backorders = (order.backorders ?? []).map((each) => (each === mine ? changed : each));
  const promised = awaiting(order, backorders, {
    promised: promisedWithoutWait(order, policy),
    at,
    policy,
  });
  const isLater = before !== undefined && (expectedAt === undefined || expectedAt > before);
  return {
    next: nextOrder(
      order,
      { ...promised, head: { ...promised.head, ...(isUnpaid(order) ? {} : { reminders: 0 }) } },
      at,
      (next) => nextDueOf(next, policy),
    ),
    events: [
      {
        type: isLater ? 'backorder_delayed' : 'backorder_promised',
        at,
        actor,
        data: {
          sku,
          ...(before === undefined ? {} : { expectedBefore: before }),
          ...awaitedIn([changed], order.lines),
          promisedShipBy: promised.head.promisedShipBy,
        },
      },
    ],
  };
};

/** The reminders of an unpaid order are of its payment, which has a clock of its own. */
const isUnpaid = ({ head }: Order): boolean =>
  head.stage === 'unconfirmed_unpaid' || head.stage === 'confirmed_unpaid';
