import type { Customer } from '../customers/customer.ts';
import { lettersFor } from './letters-for.ts';
import type { OrderBody } from './order.ts';
import type { PlaceOrderCommand } from './place-order-schema.ts';

const CHINESE: readonly string[] = ['CN', 'TW', 'HK', 'MO'];

/** What an order says beside its goods, as it comes in. */
export const placedBody = (command: PlaceOrderCommand, customer: Customer): OrderBody => {
  const { id: _, channelCustomerId: __, ...contact } = command.customer;
  const { buyerNote, sellerNote, giftMessage, channelNewsAt } = command;
  return {
    customer: contact,
    language: customer.language ?? (CHINESE.includes(command.shippingAddress.country) ? 'zh' : 'en'),
    ...lettersFor(customer),
    shippingAddress: command.shippingAddress,
    delivery: command.delivery,
    ...(buyerNote === undefined ? {} : { buyerNote }),
    ...(sellerNote === undefined ? {} : { sellerNote }),
    ...(giftMessage === undefined ? {} : { giftMessage }),
    ...(channelNewsAt === undefined ? {} : { channelNewsAt }),
  };
};
