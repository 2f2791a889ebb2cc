import { add, allocate, dinero, halfUp, multiply, toSnapshot, transformScale } from 'dinero.js';
import * as currencies from 'dinero.js/currencies';
import * as z from 'zod';

/** The largest amount any field carries: 10 000 000 000.00, far above an order and far below 2^53. */
export const MAX_AMOUNT = 1_000_000_000_000;

const known: Readonly<Record<string, { code: string; base: number | readonly number[]; exponent: number }>> =
  currencies;

/** An ISO 4217 code that is in circulation. */
export const currencySchema = z
  .string()
  .refine((code) => Object.hasOwn(known, code), { error: 'is not an ISO 4217 currency code' });

/** Money at the edges: an integer of the currency's minor unit. */
export const moneySchema = z.strictObject({
  amount: z.int().min(0).max(MAX_AMOUNT),
  currency: currencySchema,
});

/** `{ amount: 12990, currency: 'CNY' }` is ¥129.90. Never a float. */
export type Money = { amount: number; currency: string };

const asDinero = (money: Money) => {
  const currency = known[money.currency];
  if (!currency) throw new RangeError(`unknown currency ${money.currency}`);
  return dinero({ amount: money.amount, currency: { ...currency, base: currency.base as number } });
};

/** Makes money of an amount in minor units. */
export const money = (amount: number, currency: string): Money => ({ amount, currency });

/** The sum of amounts of one currency, in minor units; throws on mixed currencies (a defect, not bad input). */
export const sum = (amounts: readonly Money[], currency: string): Money => {
  const zero = asDinero(money(0, currency));
  const total = amounts.reduce((running, each) => add(running, asDinero(each)), zero);
  return money(toSnapshot(total).amount, currency);
};

/** Price × quantity. */
export const times = (price: Money, quantity: number): Money =>
  money(toSnapshot(multiply(asDinero(price), quantity)).amount, price.currency);

/** The share of an amount at a rate (0.2 = 20 %), rounded half up to the minor unit; rates have at most six decimals. */
export const share = (of: Money, rate: number): Money => {
  const exact = multiply(asDinero(of), { amount: Math.round(rate * 1_000_000), scale: 6 });
  const rounded = transformScale(exact, known[of.currency]?.exponent ?? 2, halfUp);
  return money(toSnapshot(rounded).amount, of.currency);
};

/** Splits an amount over weights without losing a cent; all weights zero is refused by the caller's types of use. */
export const allocateOver = (amount: Money, weights: readonly number[]): Money[] =>
  allocate(asDinero(amount), [...weights]).map((part) => money(toSnapshot(part).amount, amount.currency));
