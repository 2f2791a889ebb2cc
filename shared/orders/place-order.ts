import type { Product } from '../catalog/product.ts';
import type { CreditStanding } from '../customers/credit.ts';
import type { Customer, Preferences } from '../customers/customer.ts';
import type { QueueTerm } from '../inventory/backorder.ts';
import { newId, newOrderNumber, partId, type Random } from '../kernel/ids.ts';
import { type Money, money } from '../kernel/money.ts';
import { isProblem, type Problem, validationFailed } from '../kernel/problem.ts';
import { promiseOf } from '../production/lead-time.ts';
import { boughtOf } from '../promotions/due-gifts.ts';
import type { Promotion } from '../promotions/promotion.ts';
import type { Choice } from '../sourcing/plan-sources.ts';
import type { Anomaly } from './anomalies/anomaly.ts';
import { findAnomalies, holdsFor } from './anomalies/detect-anomalies.ts';
import type { AlikeOrder } from './anomalies/fingerprint.ts';
import type { Habits } from './anomalies/quantity-anomalies.ts';
import { awaiting, backorderedEvent } from './await-goods.ts';
import { type Backorder, isWaiting, waitingFor } from './backorder.ts';
import { goodsOf } from './bundle-parts.ts';
import { askedEvent, asking } from './confirmations.ts';
import type { DecisionContext } from './decision.ts';
import { type LeftOut, leftOutEvents } from './gifts/gift-items.ts';
import { planGiving } from './gifts/plan-with-gifts.ts';
import { heldEvent } from './holds.ts';
import { priorityOf } from './listing/handling-key.ts';
import { nextDueOf } from './next-due.ts';
import { nextOrder } from './next-order.ts';
import type { Order, OrderHead } from './order.ts';
import type { OrderEvent } from './order-events.ts';
import type { PlaceOrderCommand } from './place-order-schema.ts';
import { placedBody } from './placed-body.ts';
import { planReservations, type SourcingPlan } from './plan-reservations.ts';
import { priceItems } from './price-items.ts';
import { type PricedItem, priceOrder } from './price-order.ts';
import { reviewOrder } from './review-order.ts';
import { substituted, substitutedEvent } from './substitutes/substituted.ts';
import { toldGoods } from './told-goods.ts';

/** Where the goods come from, and how that was chosen. */
export type PlannedSources = {
  plan: SourcingPlan;
  choice?: Choice;
  /** What is waited for, and what was known of the queues. */
  waiting?: readonly Backorder[];
  terms?: readonly QueueTerm[];
};

/** What a placement knows beside the command. */
export type PlacementContext = DecisionContext & {
  customer: Customer;
  /** Other ids under which they are known. */
  alsoKnownAs?: readonly string[];
  /** What they owe, where they want to pay later. */
  credit?: CreditStanding | undefined;
  productOf: (sku: string) => Product | undefined;
  /** Where the goods come from: a plan over the whole demand, or why there is none. */
  planFor: (items: readonly PricedItem[], promisedShipBy: string) => PlannedSources | Problem;
  /** What is sent instead of lines that are short, by their ids. */
  substitutes?: ReadonlyMap<string, Product>;
  /** The promotions that run. */
  promotions?: readonly Promotion[];
  /** The buyer chose the prices themselves: any difference from the catalogue is looked at. */
  pricesFromBuyer: boolean;
  /** Orders that this one may be a duplicate of. */
  suspects: readonly AlikeOrder[];
  /** How the goods were sold and what the customer bought lately. */
  habits: Habits;
  random: Random;
};

/** A new order and what happened to it on the way in; nothing of it is written yet. */
export type Placement = {
  order: Order;
  events: readonly OrderEvent[];
  /** What was known of the queues in which it takes a place, or which it goes past. */
  queues?: readonly QueueTerm[];
};

/**
 * Decides a placement: prices and totals, anomalies, stock from a plan, review. The order that comes out has taken its
 * number and ids, and its reservations say which stock rows it needs; the commit makes all of it true, or none.
 */
export const placeOrder = (command: PlaceOrderCommand, context: PlacementContext): Placement | Problem => {
  const refused = whyNot(command);
  if (refused) return refused;
  const wished = priceItems(command.lines, context.productOf, preferencesFor(command, context));
  if (isProblem(wished)) return wished;
  const { at, policy } = context;
  const bought = substituted(wished.items, context.substitutes);
  const promisedShipBy = promiseOf(bought, at, policy);
  const planned = command.cancelledByChannel
    ? { sources: { plan: [] }, items: bought, without: [] }
    : planGiving(bought, { ...givingOn(command, context), currency: wished.currency }, (items) =>
        context.planFor(items, promisedShipBy),
      );
  if (isProblem(planned)) return planned;
  const { sources, items, without } = planned;
  const priced = { ...wished, items, wished: boughtOf(wished.items) };
  const draft = draftOf(command, priced, { ...sources, promisedShipBy }, context);
  if (isProblem(draft)) return draft;
  const waiting = awaiting(draft, sources.waiting ?? [], { promised: draft.head.promisedShipBy, at, policy });
  return settle(waiting, command, { ...sources, without }, context);
};

/** What a customer always says counts where they order themselves; what a channel sold, it sold as it is. */
export const preferencesFor = (
  { channelAmounts }: PlaceOrderCommand,
  { customer }: Pick<PlacementContext, 'customer'>,
): Preferences | undefined => (channelAmounts ? undefined : customer.preferences);

/** What promotions look at beside the lines. */
export const givingOn = (
  { channel }: PlaceOrderCommand,
  { at, customer, promotions = [], productOf }: PlacementContext,
) => ({ at, channel, tier: customer.tier, promotions, productOf });

const whyNot = ({ couponCodes }: PlaceOrderCommand): Problem | undefined =>
  couponCodes && couponCodes.length > 0
    ? validationFailed(
        couponCodes.map((_, at) => ({
          path: `/couponCodes/${at}`,
          code: 'unknown_coupon',
          message: 'is not a coupon of this shop',
        })),
      )
    : undefined;

/** The lines as they are sent, and as they were wished for: only what was asked for can look odd. */
type Priced = { items: readonly PricedItem[]; wished: readonly PricedItem[]; currency: string };

const draftOf = (
  command: PlaceOrderCommand,
  { items, wished, currency }: Priced,
  { plan, promisedShipBy }: PlannedSources & { promisedShipBy: string },
  context: PlacementContext,
): Order | Problem => {
  const { at, policy, customer, random } = context;
  const now = new Date(at);
  const { lines, totals } = priceOrder(items, {
    currency,
    country: command.shippingAddress.country,
    policy,
    ...(command.channelAmounts ? { channelAmounts: command.channelAmounts } : {}),
  });
  if (totals.discount > totals.goods)
    return validationFailed([
      { path: '/discount', code: 'discount_too_large', message: 'is more than the goods cost' },
    ]);
  const grand = money(totals.grand, currency);
  const { holds, noted } = holdsFor(anomaliesOf(command, { items, wished }, context, grand), context, () =>
    newId('hld', now, random),
  );
  const head: OrderHead = {
    id: newId('ord', now, random),
    number: newOrderNumber(now, random),
    version: 0,
    channel: command.channel,
    ...(command.shopId === undefined ? {} : { shopId: command.shopId }),
    ...(command.externalId === undefined ? {} : { externalId: command.externalId }),
    status: 'open',
    confirmation: 'unconfirmed',
    payment: 'unpaid',
    fulfilment: 'unprocessed',
    stage: 'unconfirmed_unpaid',
    paymentTerms: command.paymentTerms,
    customerId: customer.id,
    customerName: command.customer.name,
    tier: customer.tier,
    creditRating: customer.creditRating,
    currency,
    totals,
    lineCount: lines.length,
    holds,
    review: { state: 'pending' },
    placedAt: at,
    updatedAt: at,
    promisedShipBy,
    ...asking(command, items, context),
    reminders: 0,
    ...(policy.handling.loyalFirst ? { priority: priorityOf(customer.tier) } : {}),
  };
  return {
    head,
    body: { ...placedBody(command, customer), ...(noted.length > 0 ? { anomalies: noted } : {}) },
    lines,
    fulfilments: [],
    payments: [],
    refunds: [],
    reservations: planReservations(plan),
  };
};

/** Nobody has to look at an order that its channel has already ended. */
const anomaliesOf = (
  command: PlaceOrderCommand,
  { items, wished }: Pick<Priced, 'items' | 'wished'>,
  context: PlacementContext,
  grand: Money,
): Anomaly[] =>
  command.cancelledByChannel
    ? []
    : findAnomalies(command, wished, {
        ...context,
        owing: context.credit && { ...context.credit, grand },
        products: goodsOf(items, context.productOf),
      });

/** What follows from the placement at once: money the channel holds, review, or the end the channel already told of. */
const settle = (
  draft: Order,
  command: PlaceOrderCommand,
  { choice, terms, without }: PlannedSources & { without: readonly LeftOut[] },
  context: PlacementContext,
): Placement => {
  const { at, actor, policy } = context;
  const happened = (type: OrderEvent['type'], data?: OrderEvent['data']): OrderEvent => ({
    type,
    at,
    actor,
    ...(data ? { data } : {}),
  });
  const events: OrderEvent[] = [
    happened('placed', {
      channel: command.channel,
      grand: money(draft.head.totals.grand, draft.head.currency),
      ...toldGoods(draft.lines, context.productOf),
    }),
    happened('validated'),
  ];
  const finish = (order: Order) => nextOrder(order, {}, at, (next) => nextDueOf(next, policy));
  if (command.cancelledByChannel) {
    const ended = { ...draft, head: { ...draft.head, status: 'cancelled' as const, cancelledAt: at } };
    return {
      order: finish(ended),
      events: [...events, happened('cancelled', { reason: 'cancelled by the channel' })],
    };
  }
  const paid = command.paidByChannel ? withChannelPayment(draft, at) : draft;
  const reviewed = reviewOrder(paid, context);
  // What a rule refuses at the door takes no stock.
  const order =
    reviewed.order.head.status === 'open'
      ? reviewed.order
      : waitingFor({ ...reviewed.order, reservations: [] }, []);
  if (order.head.status === 'open')
    events.push(
      ...substitutedEvent(draft.lines, context.productOf, context),
      ...leftOutEvents(without, context),
      ...(isWaiting(draft)
        ? backorderedEvent(order, context)
        : [
            happened('stock_reserved', {
              locations: [...new Set(draft.reservations.map((page) => page.locationId))],
              ...(choice ? { sourcing: choice } : {}),
            }),
          ]),
    );
  for (const hold of draft.head.holds) events.push(heldEvent(hold, context));
  if (order.head.status === 'open') events.push(...askedEvent(order, context));
  if (paid !== draft)
    events.push(happened('paid', { amount: money(paid.head.totals.paid, paid.head.currency) }));
  return {
    order: finish(order),
    events: [...events, ...reviewed.events],
    ...(terms && order.head.status === 'open' ? { queues: terms } : {}),
  };
};

const withChannelPayment = (order: Order, at: string): Order => ({
  ...order,
  head: { ...order.head, totals: { ...order.head.totals, paid: order.head.totals.grand }, paidAt: at },
  payments: [
    {
      id: partId('pay', order.head.id, 1),
      version: 1,
      orderId: order.head.id,
      method: 'channel',
      status: 'succeeded',
      amount: money(order.head.totals.grand, order.head.currency),
      createdAt: at,
      succeededAt: at,
    },
  ],
});
