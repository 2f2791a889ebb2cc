import type { Decision, DecisionContext } from './decision.ts';
import { nextDueOf } from './next-due.ts';
import { nextOrder } from './next-order.ts';
import type { Hold, Order, OrderBody } from './order.ts';
import type { OrderEvent } from './order-events.ts';
import { withoutPersonalisation } from './without-personalisation.ts';

/** What stands where a name or an address stood; no telephone number matches it. */
const ERASED = 'erased';
const NO_NUMBER = '0000';

/**
 * Takes everything of the buyer's person out of an ended order: name, contact, address but for the country (which tells
 * the tax), notes, and reasons in people's words. Lines, amounts, numbers, dates and who decided stay: they are the books.
 * `nothing` for an order that is still open, or was erased before.
 */
export const erasePersonalData = (
  order: Order,
  { at, actor, policy }: DecisionContext,
): Decision | 'nothing' => {
  const { head, body } = order;
  if (head.status === 'open' || body.erasedAt !== undefined) return 'nothing';
  const change = {
    head: { customerName: ERASED, holds: head.holds.map(withoutWords) },
    body: erasedBody(body, at),
    ...withoutPersonalisation(order),
  };
  return {
    next: nextOrder(order, change, at, (next) => nextDueOf(next, policy)),
    events: [{ type: 'personal_data_erased', at, actor }],
  };
};

const withoutWords = ({ releaseNote: _, ...hold }: Hold): Hold => ({ ...hold, reason: hold.kind });

const erasedBody = (body: OrderBody, erasedAt: string): OrderBody => {
  const { buyerNote: _, sellerNote: __, giftMessage: ___, cancelReason: ____, ...kept } = body;
  const { wish: _____, ...delivery } = body.delivery;
  return {
    ...kept,
    delivery,
    customer: { name: ERASED },
    shippingAddress: {
      name: ERASED,
      phone: NO_NUMBER,
      country: body.shippingAddress.country,
      province: ERASED,
      city: ERASED,
      line1: ERASED,
    },
    ...(body.anomalies ? { anomalies: body.anomalies.map((anomaly) => ({ ...anomaly, evidence: {} })) } : {}),
    ...(body.confirmed ? { confirmed: body.confirmed.map(({ note: _, ...step }) => step) } : {}),
    ...(body.pastHolds ? { pastHolds: body.pastHolds.map(withoutWords) } : {}),
    erasedAt,
  };
};

/** Fields of events in which people, or reasons made of what buyers wrote, may name the buyer. */
const WORDS: readonly string[] = ['reason', 'note', 'text', 'message', 'evidence'];

/** Events without words; what happened, when, by whom, and all ids and amounts stay. The same when there are none. */
export const eventsWithoutWords = (events: readonly OrderEvent[]): readonly OrderEvent[] => {
  const wordy = ({ data = {}, kept }: OrderEvent): boolean =>
    kept !== undefined || WORDS.some((field) => field in data);
  if (!events.some(wordy)) return events;
  return events.map(({ kept: _, ...event }) => ({
    ...event,
    ...(event.data
      ? { data: Object.fromEntries(Object.entries(event.data).filter(([field]) => !WORDS.includes(field))) }
      : {}),
  }));
};
