import { add, allocate, dinero, halfUp, multiply, toSnapshot, transformScale } from 'dinero.js/bigint';
import * as z from 'zod';
import { CURRENCIES } from './currencies.ts';

/** The largest amount any field carries: 10 000 000 000.00, far above an order and far below 2^53. */
export const MAX_AMOUNT = 1_000_000_000_000;

/** An ISO 4217 code that is in circulation. */
export const currencySchema = z
  .string()
  .refine((code) => CURRENCIES.has(code), { error: 'is not an ISO 4217 currency code' });

/** Money at the edges: an integer of the currency's minor unit. */
export const moneySchema = z.strictObject({
  amount: z.int().min(0).max(MAX_AMOUNT),
  currency: currencySchema,
});

/** `{ amount: 12990, currency: 'CNY' }` is ¥129.90. Never a float. */
export type Money = { amount: number; currency: string };

type Exact = ReturnType<typeof dinero>;

/**
 * Amounts are whole minor units already, whatever a currency's minor unit is; nothing is ever finer. Big integers in
 * between, because an amount times a weight or a rate leaves what a number holds exactly.
 */
const exact = ({ amount, currency }: Money): Exact => {
  if (!CURRENCIES.has(currency)) throw new RangeError(`unknown currency ${currency}`);
  return dinero({ amount: BigInt(amount), currency: { code: currency, base: 10n, exponent: 0n } });
};

const plain = (value: Exact, currency: string): Money => money(Number(toSnapshot(value).amount), currency);

/** Makes money of an amount in minor units. */
export const money = (amount: number, currency: string): Money => ({ amount, currency });

/** The sum of amounts of one currency, in minor units; throws on mixed currencies (a defect, not bad input). */
export const sum = (amounts: readonly Money[], currency: string): Money =>
  plain(
    amounts.reduce((running, each) => add(running, exact(each)), exact(money(0, currency))),
    currency,
  );

/** Price × quantity. */
export const times = (price: Money, quantity: number): Money =>
  plain(multiply(exact(price), BigInt(quantity)), price.currency);

/** The share of an amount at a rate (0.2 = 20 %), rounded half up to the minor unit; rates have at most six decimals. */
export const share = (of: Money, rate: number): Money => {
  const part = multiply(exact(of), { amount: BigInt(Math.round(rate * 1_000_000)), scale: 6n });
  return plain(transformScale(part, 0n, halfUp), of.currency);
};

/** Splits an amount over weights (not all zero) without losing a minor unit. */
export const allocateOver = (amount: Money, weights: readonly number[]): Money[] =>
  allocate(exact(amount), weights.map(BigInt)).map((part) => plain(part, amount.currency));
