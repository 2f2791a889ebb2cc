import type { Problem } from '../../kernel/problem.ts';
import { changeOrder } from '../../orders/effects/change-order.ts';
import type { Order } from '../../orders/order.ts';
import { loadPolicy } from '../../policies/effects/policy-store.ts';
import type { Deps } from '../../runtime/deps.ts';
import { logger } from '../../runtime/logger.ts';
import { chooseStaffLetter } from '../choose-staff-letter.ts';
import { chooseTemplate, type News } from '../choose-template.ts';
import { type BuyersOrder, letterValues } from '../letter-values.ts';
import { renderLetter } from '../render-letter.ts';
import { tellShipped } from '../tell-shipped.ts';
import { type Letter, NECESSARY } from '../template.ts';
import { readBuyersOrder, readKept } from './buyers-order-store.ts';
import { sendMail } from './mail-store.ts';
import { claimMessage, finishMessage, type Message, recordUnsent, releaseMessage } from './message-store.ts';

const ACTOR = 'system:notifications';

/** The events that people of the merchant's are told of by letter. */
const FOR_STAFF: readonly string[] = [
  'exception_hold_overdue',
  'notification_requested',
  'production_requested',
  'production_cancelled',
  'exception_confirmation_overdue',
];

/**
 * Tells the buyer, or the merchant's people, of an event: one message per event, however often the news comes. (Should a sender die between
 * handing a letter over and noting it, the letter is sent again: better twice than never.) When the shipping has been
 * told, or there is nobody to tell, the order moves on.
 */
export const notifyCustomer = async (deps: Deps, news: News): Promise<Order | Problem | undefined> => {
  const order = await readBuyersOrder(deps.table, news.orderId, ofTheHead(news));
  if (!order) throw new Error(`There is no order ${news.orderId} to tell of.`);
  const template = chooseTemplate(news, order.head);
  if (template) {
    const letter = renderLetter(template, order.body.language, letterValues(order, news));
    const message = messageOf(news, { template, ...partOf(news) });
    if (order.body.letters === 'necessary' && !NECESSARY.includes(template))
      await recordUnsent(deps.table, message, 'unwanted', deps.now());
    else await tell(deps, message, order.body.customer.email, letter);
  }
  await tellStaff(deps, news, order);
  if (news.type !== 'shipped' || order.head.toldShippedAt !== undefined) return undefined;
  return changeOrder(deps, news.orderId, tellShipped, { actor: ACTOR });
};

/** News that came with a new version of the head, or needs nothing that changes without one. */
const OF_THE_HEAD: readonly string[] = [
  'placed',
  'confirmed',
  'paid',
  'shipped',
  'out_for_delivery',
  'delivered',
  'completed',
];

const ofTheHead = ({ type, version }: News): number | undefined =>
  OF_THE_HEAD.includes(type) ? version : undefined;

const messageOf = (
  { orderId, eventId, type }: News,
  letter: Pick<Message, 'template' | 'part' | 'to'>,
): Message => ({ orderId, commitId: eventId.split('.')[0] ?? '', type, ...letter });

/** A rule may ask for several messages in one commit; of all else, one tells everything. */
const partOf = ({ type, eventId }: News): Pick<Message, 'part'> =>
  type === 'notification_requested' ? { part: eventId.split('.')[1] ?? '' } : {};

/** Tells the merchant's own people, where the event concerns them. */
const tellStaff = async (deps: Deps, news: News, order: BuyersOrder): Promise<void> => {
  if (!FOR_STAFF.includes(news.type)) return;
  const [{ policy }, kept] = await Promise.all([
    loadPolicy(deps.table, order.head.shopId),
    readKept(deps.table, news),
  ]);
  const { notifications } = policy;
  const chosen = chooseStaffLetter(news, order.head, notifications, kept);
  if (!chosen) return;
  const { address, ...letter } = chosen;
  const values = letterValues(order, news, notifications.staffLanguage, kept.message);
  const rendered = renderLetter(letter.template, notifications.staffLanguage, values);
  await tell(deps, messageOf(news, letter), address, rendered);
};

/** Sends a letter once, however often it is asked for. */
const tell = async (
  { table, now }: Deps,
  message: Message,
  address: string | undefined,
  letter: Letter,
): Promise<void> => {
  if (address === undefined) return recordUnsent(table, message, 'no_address', now());
  const claim = await claimMessage(table, message, now());
  if (claim === 'done') return;
  if (claim === 'busy')
    throw new Error('Somebody else is sending this message; it is looked at again later.');
  const handedOver = await sendMail(address, letter).catch(async (error: unknown) => {
    await releaseMessage(table, message, now());
    throw error;
  });
  if (handedOver === 'refused') {
    logger.warn('SES will never take this message; it is not sent.', { ...message });
    return finishMessage(table, message, 'failed');
  }
  return finishMessage(table, message, 'sent', handedOver.messageId);
};
