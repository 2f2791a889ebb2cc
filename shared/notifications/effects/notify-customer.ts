import type { Problem } from '../../kernel/problem.ts';
import { changeOrder } from '../../orders/effects/change-order.ts';
import type { Order } from '../../orders/order.ts';
import type { Deps } from '../../runtime/deps.ts';
import { logger } from '../../runtime/logger.ts';
import { chooseTemplate, type News } from '../choose-template.ts';
import { type BuyersOrder, letterValues } from '../letter-values.ts';
import { renderLetter } from '../render-letter.ts';
import { tellShipped } from '../tell-shipped.ts';
import { readBuyersOrder } from './buyers-order-store.ts';
import { sendMail } from './mail-store.ts';
import {
  claimMessage,
  finishMessage,
  type Message,
  recordNoAddress,
  releaseMessage,
} from './message-store.ts';

const ACTOR = 'system:notifications';

/**
 * Tells the buyer of an event: one message per event, however often the news comes. (Should a sender die between
 * handing a letter over and noting it, the letter is sent again: better twice than never.) When the shipping has been
 * told, or there is nobody to tell, the order moves on.
 */
export const notifyCustomer = async (deps: Deps, news: News): Promise<Order | Problem | undefined> => {
  const order = await readBuyersOrder(deps.table, news.orderId);
  if (!order) throw new Error(`There is no order ${news.orderId} to tell of.`);
  const template = chooseTemplate(news, order.head);
  if (template) {
    const [commitId = ''] = news.eventId.split('.');
    await tell(deps, { orderId: news.orderId, commitId, type: news.type, template }, news, order);
  }
  if (news.type !== 'shipped' || order.head.toldShippedAt !== undefined) return undefined;
  return changeOrder(deps, news.orderId, tellShipped, { actor: ACTOR });
};

const tell = async (
  { table, now }: Deps,
  message: Message,
  news: News,
  order: BuyersOrder,
): Promise<void> => {
  const address = order.body.customer.email;
  if (address === undefined) return recordNoAddress(table, message, now());
  const claim = await claimMessage(table, message, now());
  if (claim === 'done') return;
  if (claim === 'busy')
    throw new Error('Somebody else is sending this message; it is looked at again later.');
  const letter = renderLetter(message.template, order.body.language, letterValues(order, news));
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
