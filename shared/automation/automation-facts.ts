import { dueOf } from '../orders/derive-axes.ts';
import { partsOf } from '../orders/needs-of.ts';
import type { Order } from '../orders/order.ts';
import { factsOf, FACTS as REVIEW_FACTS } from '../orders/review/review-facts.ts';
import type { Policy } from '../policies/policy.ts';
import type { AutomationEvent } from './automation-event.ts';

/** What a condition may name: what review rules may, more of the order, and the event. */
export const FACTS: ReadonlySet<string> = new Set([
  ...REVIEW_FACTS,
  'order.id',
  'order.number',
  'order.stage',
  'order.status',
  'order.confirmation',
  'order.payment',
  'order.fulfilment',
  'order.requiredRole',
  'order.due',
  'order.skus',
  'order.units',
  'order.tags',
  'order.assignee',
  'order.province',
  'order.city',
  'order.buyerNote',
  'customer.id',
  'holds',
  'event.type',
  'event.actor',
  'event.automated',
  'event.kind',
  'event.reason',
  'event.assignee',
  'event.locationId',
  'event.amount',
  'event.reminder',
  'event.changed',
  'event.added',
  'event.removed',
]);

/**
 * The facts of an event and of the order as it stands when the rule runs, which may be later than the event. What an event or
 * an order has not is `null`; amounts are in minor units, lists are empty rather than absent.
 */
export const automationFacts = (order: Order, event: AutomationEvent, policy: Policy) => {
  const { head, body, lines } = order;
  const review = factsOf(order, policy);
  return {
    ...review,
    order: {
      ...review.order,
      id: head.id,
      number: head.number,
      stage: head.stage,
      status: head.status,
      confirmation: head.confirmation,
      payment: head.payment,
      fulfilment: head.fulfilment,
      requiredRole: head.review.requiredRole ?? null,
      due: dueOf(head.totals),
      skus: [...new Set(lines.flatMap((line) => [line.sku, ...partsOf(line).map(({ sku }) => sku)]))],
      units: lines.reduce((sum, { quantity }) => sum + quantity, 0),
      tags: body.tags ?? [],
      assignee: body.assignee ?? null,
      province: body.shippingAddress.province,
      city: body.shippingAddress.city,
      buyerNote: body.buyerNote ?? '',
    },
    customer: { ...review.customer, id: head.customerId },
    holds: review.anomalies,
    event: eventFacts(event),
  };
};

const eventFacts = ({ type, actor, chain = [], data }: AutomationEvent) => {
  const text = (name: string): string | null => (typeof data[name] === 'string' ? data[name] : null);
  const texts = (name: string): string[] => {
    const value = data[name];
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
  };
  const amount = (data.amount as { amount?: unknown } | undefined)?.amount;
  return {
    type,
    actor,
    automated: chain.length > 0,
    kind: text('kind'),
    reason: text('reason'),
    assignee: text('assignee'),
    locationId: text('locationId'),
    amount: typeof amount === 'number' ? amount : null,
    reminder: typeof data.reminder === 'number' ? data.reminder : null,
    changed: texts('changed'),
    added: texts('added'),
    removed: texts('removed'),
  };
};
