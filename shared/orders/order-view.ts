import { type Actor, isStaff } from '../kernel/actor.ts';
import { money } from '../kernel/money.ts';
import { waitingOf, waitingView } from './backorder.ts';
import { openConfirmations } from './confirmations.ts';
import { dueOf, isOut } from './derive-axes.ts';
import type { Fulfilment } from './fulfilment.ts';
import { unitsGivenBack } from './given-back.ts';
import { unitsByPart, wholeUnits } from './line-part.ts';
import type { Order, OrderHead, OrderLine } from './order.ts';
import type { Production } from './production.ts';

/** The order as this caller may see it: what the merchant's people sort their work by is not the buyer's to read. */
export const orderViewFor = (actor: Actor, order: Order) => {
  const { tags, assignee, ...view } = orderView(order);
  return { ...view, ...(isStaff(actor) ? { tags, assignee } : {}) };
};

/** The order as the API shows it to staff. */
export const orderView = (order: Order) => {
  const { head, body } = order;
  const sent = sentOf(order);
  const waiting = waitingOf(order);
  const inCurrency = (amount: number) => money(amount, head.currency);
  const { goods, discount, shipping, tax, grand, paid, refunded } = head.totals;
  return {
    id: head.id,
    number: head.number,
    version: head.version,
    channel: head.channel,
    shopId: head.shopId,
    externalId: head.externalId,
    status: head.status,
    confirmation: head.confirmation,
    payment: head.payment,
    fulfilment: head.fulfilment,
    stage: head.stage,
    paymentTerms: head.paymentTerms,
    customer: { id: head.customerId, ...body.customer, tier: head.tier, creditRating: head.creditRating },
    shippingAddress: body.shippingAddress,
    lines: order.lines.map((line) => ({
      ...lineView(line, sent),
      ...waitingView(line, waiting),
      ...giftView(line, order),
    })),
    totals: {
      goods: inCurrency(goods),
      discount: inCurrency(discount),
      shipping: inCurrency(shipping),
      tax: inCurrency(tax),
      grand: inCurrency(grand),
      paid: inCurrency(paid),
      refunded: inCurrency(refunded),
      due: inCurrency(dueOf(head.totals)),
    },
    holds: [...(body.pastHolds ?? []), ...head.holds],
    confirmations: [...(body.confirmed ?? []), ...openConfirmations(order)],
    anomalies: body.anomalies ?? [],
    review: head.review,
    delivery: { ...body.delivery, promisedShipBy: head.promisedShipBy },
    buyerNote: body.buyerNote,
    sellerNote: body.sellerNote,
    giftMessage: body.giftMessage,
    tags: body.tags ?? [],
    assignee: body.assignee,
    cancelReason: body.cancelReason,
    splitFrom: body.splitFrom,
    splitInto: body.splitInto,
    mergedFrom: body.mergedFrom,
    mergedInto: head.mergedInto,
    placedAt: head.placedAt,
    updatedAt: head.updatedAt,
    fulfilments: order.fulfilments.map(fulfilmentView),
    productions: (order.productions ?? []).map(productionView),
    payments: order.payments.map(({ version: _, orderId: __, ...payment }) => payment),
    refunds: order.refunds.map(({ version: _, orderId: __, ...refund }) => refund),
    returns: [],
  };
};

/** Units that have left, by line and SKU. */
const sentOf = ({ fulfilments }: Order): ReadonlyMap<string, number> =>
  unitsByPart(fulfilments.filter(isOut).flatMap(({ lines }) => lines));

/** Of a bundle only whole ones count as sent. */
const lineView = (line: OrderLine, sent: ReadonlyMap<string, number>) => ({
  ...line,
  fulfilled: wholeUnits(line, sent),
  returned: 0,
});

/** Of a gift, how many come back with what money was given back for. */
const giftView = ({ id, gift }: OrderLine, order: Order) =>
  gift ? { gift: { ...gift, comesBack: unitsGivenBack(order).get(id) ?? 0 } } : {};

/** A production as the API shows it. */
export const productionView = ({ ordinal: _, version: __, ...production }: Production) => production;

/** A fulfilment as the API shows it. */
export const fulfilmentView = ({
  ordinal: _,
  version: __,
  dueAt: ___,
  slot: ____,
  pickedAsOf: _____,
  pickup,
  ...fulfilment
}: Fulfilment) => ({
  ...fulfilment,
  // The code is for the buyer alone.
  ...(pickup ? { pickup: { readyAt: pickup.readyAt, failures: pickup.failures } } : {}),
  parcels: fulfilment.parcels.map((parcel) => ({
    ...parcel,
    labelUrl: `/v1/fulfilments/${fulfilment.id}/parcels/${parcel.id}/label`,
  })),
});

/** The head of an order, as lists show it. */
export const orderSummary = (head: OrderHead) => ({
  id: head.id,
  number: head.number,
  channel: head.channel,
  shopId: head.shopId,
  externalId: head.externalId,
  stage: head.stage,
  status: head.status,
  confirmation: head.confirmation,
  payment: head.payment,
  fulfilment: head.fulfilment,
  customerName: head.customerName,
  grandTotal: money(head.totals.grand, head.currency),
  lineCount: head.lineCount,
  holds: head.holds.filter((hold) => !hold.releasedAt),
  confirmations: head.confirmations ?? [],
  placedAt: head.placedAt,
  promisedShipBy: head.promisedShipBy,
});
