import { NO_PURCHASES, NO_SALES } from '../habits/habits.ts';
import { hoursAfter } from '../kernel/clock.ts';
import { newId, type Random } from '../kernel/ids.ts';
import { lookAgain } from '../orders/anomalies/look-again.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import { nextDueOf } from '../orders/next-due.ts';
import { nextOrder } from '../orders/next-order.ts';
import type { Hold, Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-events.ts';
import { boughtOf } from '../promotions/due-gifts.ts';
import { applyPaid } from './apply-paid.ts';
import type { ChannelEvent } from './channel-event-schema.ts';

type Update = Extract<ChannelEvent, { event: 'order.updated' }>;

/**
 * The channel's latest word on an order: contact, note and (while the warehouse has not begun) address are taken over;
 * changed goods or prices put a hold, so that nobody ships what is no longer wanted.
 */
export const applyUpdated = (
  order: Order,
  news: Update,
  context: DecisionContext,
  random: Random,
): Decision | 'nothing' => {
  const heard = order.body.channelNewsAt;
  if (
    order.head.status !== 'open' ||
    (heard !== undefined && Date.parse(news.occurredAt) <= Date.parse(heard))
  )
    return 'nothing';
  const { at, actor, policy } = context;
  const paid = news.order.paid ? applyPaid(order, context) : 'nothing';
  const base = paid === 'nothing' ? order : paid.next;
  const untouched = order.fulfilments.every(
    ({ status }) => status === 'allocated' || status === 'released' || status === 'cancelled',
  );
  const { customer, shippingAddress, buyerNote } = news.order;
  const changed: string[] = [];
  const take = <T>(field: string, told: T | undefined, known: T): T => {
    if (told === undefined || JSON.stringify(told) === JSON.stringify(known)) return known;
    changed.push(field);
    return told;
  };
  const body = {
    ...base.body,
    customer: take('customer', customer, base.body.customer),
    ...(buyerNote === undefined ? {} : { buyerNote: take('buyerNote', buyerNote, base.body.buyerNote) }),
    ...(untouched
      ? { shippingAddress: take('shippingAddress', shippingAddress, base.body.shippingAddress) }
      : {}),
    channelNewsAt: news.occurredAt,
  };
  const conflicts = conflictsOf(order, news, untouched);
  const holds: Hold[] =
    conflicts.length > 0 ? [holdFor(conflicts, context, newId('hld', new Date(at), random))] : [];
  const events: OrderEvent[] = [
    ...(paid === 'nothing' ? [] : paid.events),
    { type: 'channel_updated', at, actor, data: { changed, conflicts } },
    ...holds.map(
      (hold): OrderEvent => ({
        type: 'held',
        at,
        actor,
        data: { holdId: hold.id, kind: hold.kind, reason: hold.reason },
      }),
    ),
  ];
  const next = {
    ...base,
    body,
    head: { ...base.head, customerName: body.customer.name, holds: [...base.head.holds, ...holds] },
  };
  // Goods are not taken over, so that nothing need be known of them.
  const looked = lookAgain(base, next, changed.filter(isLookedAt), {
    ...context,
    around: { productOf: () => undefined, habits: { salesOf: () => NO_SALES, customer: NO_PURCHASES } },
  });
  return {
    next: nextOrder(order, looked.order, at, (after) => nextDueOf(after, policy)),
    events: [...events, ...looked.events],
  };
};

const isLookedAt = (field: string): field is 'customer' | 'shippingAddress' =>
  field === 'customer' || field === 'shippingAddress';

/** What the channel changed that cannot simply be taken over: goods and prices, or an address the warehouse works on. */
const conflictsOf = (order: Order, { order: told }: Update, untouched: boolean): string[] => {
  const key = (lines: readonly { sku: string; quantity: number; unitPrice: { amount: number } }[]) =>
    JSON.stringify(lines.map(({ sku, quantity, unitPrice }) => [sku, quantity, unitPrice.amount]).sort());
  // Gifts of the merchant's own are nothing that the channel knows.
  const linesDiffer = told.lines !== undefined && key(told.lines) !== key(boughtOf(order.lines));
  const addressDiffers =
    told.shippingAddress !== undefined &&
    JSON.stringify(told.shippingAddress) !== JSON.stringify(order.body.shippingAddress);
  return [...(linesDiffer ? ['lines'] : []), ...(addressDiffers && !untouched ? ['shippingAddress'] : [])];
};

const holdFor = (conflicts: readonly string[], { at, actor, policy }: DecisionContext, id: string): Hold => ({
  id,
  kind: 'channel_change',
  reason: `the channel changed ${conflicts.join(' and ')} after the order was taken in`,
  placedBy: actor,
  placedAt: at,
  dueAt: hoursAfter(at, policy.holds.answerWithinHours),
});
