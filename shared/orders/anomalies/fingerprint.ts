import { createHash } from 'node:crypto';
import type { PlaceOrderCommand } from '../place-order-schema.ts';

/**
 * What tells an order from others: its goods and town (by which alike orders are found), and three signs of its buyer.
 * Hashes, because no more of a buyer belongs into an index than is needed to compare.
 */
export type Fingerprint = { goodsAndTown: string; phone: string; address: string };

/** An earlier order of the same goods to the same town. */
export type AlikeOrder = Omit<Fingerprint, 'goodsAndTown'> & {
  orderId: string;
  number: string;
  customerId: string;
  placedAt: string;
};

/** Digits of a telephone number that are compared: enough to tell people apart, few enough for `+86 139…` to be `139…`. */
const DIGITS = 9;

const hash = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);

/** As people write it in one way or another: no case, no spaces, no punctuation, no word for "city". */
const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]|市$/gu, '');

type Goods = { sku: string; quantity: number };

/** What is ordered, in one order of words, however it is divided into lines. */
const goodsOf = (lines: readonly Goods[]): string[] => {
  const units = new Map<string, number>();
  for (const { sku, quantity } of lines) units.set(sku, (units.get(sku) ?? 0) + quantity);
  return [...units].map(([sku, quantity]) => `${quantity} ${sku}`).sort();
};

/** Whether two orders are of the same goods. */
export const isSameGoods = (one: readonly Goods[], other: readonly Goods[]): boolean =>
  JSON.stringify(goodsOf(one)) === JSON.stringify(goodsOf(other));

/** Works an order's fingerprint out; the same goods in other lines or another order are the same goods. */
export const fingerprintOf = ({
  lines,
  shippingAddress,
}: { lines: readonly Goods[] } & Pick<PlaceOrderCommand, 'shippingAddress'>): Fingerprint => {
  const goods = goodsOf(lines);
  const { country, city, name, line1, line2 = '', phone } = shippingAddress;
  return {
    goodsAndTown: hash(country, plain(city), ...goods),
    phone: hash(phone.replace(/\D/g, '').slice(-DIGITS)),
    address: hash(plain(name), plain(line1), plain(line2)),
  };
};
