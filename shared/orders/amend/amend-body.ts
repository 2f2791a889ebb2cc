import type { OrderBody } from '../order.ts';
import type { AmendCommand } from './amend-schema.ts';

/** Overwrites fields with those that were given, and takes away those given as `null`. */
const overwritten = <T extends object>(
  known: T,
  given: { [Name in keyof T]?: T[Name] | null | undefined },
): T =>
  Object.fromEntries(
    Object.entries({ ...known, ...defined(given) }).filter(([, value]) => value !== null),
  ) as T;

const defined = (given: object): object =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

/** What an order says beside its goods, as it is to be; the address is replaced as a whole, the rest field by field. */
export const amendBody = (body: OrderBody, command: AmendCommand): OrderBody => {
  const { shippingAddress, customer, delivery, buyerNote, sellerNote, giftMessage } = command;
  return overwritten(body, {
    shippingAddress,
    buyerNote,
    sellerNote,
    giftMessage,
    ...(customer ? { customer: overwritten(body.customer, customer) } : {}),
    ...(delivery ? { delivery: overwritten(body.delivery, delivery) } : {}),
  });
};
