import { type Money, money } from '../kernel/money.ts';
import type { DecisionContext } from '../orders/decision.ts';
import type { OrderEvent } from '../orders/order-events.ts';
import type { RefusedNews } from '../orders/payment.ts';

/** Odd news that a payment or refund keeps; more than that is one and the same trouble. */
const MAX_REFUSED = 20;

type News = { amount: number; currency: string; providerReference: string };

/** Whether news speaks of exactly the money that was asked for. */
export const fits = (news: News, asked: Money): boolean =>
  news.amount === asked.amount && news.currency === asked.currency;

/**
 * Takes note of money news that does not fit, once per provider reference: nothing is booked, people are told.
 * Undefined when it is known, or when the keeper already keeps as much as it may.
 */
export const refuseNews = <T extends { version: number; amount: Money; refused?: readonly RefusedNews[] }>(
  keeper: T,
  { amount, currency, providerReference }: News,
  { at }: DecisionContext,
): T | undefined => {
  const refused = keeper.refused ?? [];
  if (refused.length >= MAX_REFUSED) return undefined;
  if (refused.some((each) => each.providerReference === providerReference)) return undefined;
  const got = money(amount, currency);
  return {
    ...keeper,
    version: keeper.version + 1,
    refused: [...refused, { providerReference, got, at }],
  };
};

/** The event that brings refused news to people. */
export const refusedEvent = (
  type: 'exception_payment_mismatch' | 'exception_refund_mismatch',
  subject: Readonly<Record<string, string>>,
  expected: Money,
  { amount, currency, providerReference }: News,
  { at, actor }: DecisionContext,
): OrderEvent => ({
  type,
  at,
  actor,
  data: { ...subject, expected, got: money(amount, currency), providerReference },
});
