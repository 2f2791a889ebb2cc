import { type CnyRates, convertAmount } from '../kernel/convert-amount.ts';
import { type Money, money } from '../kernel/money.ts';
import type { Policy } from '../policies/policy.ts';
import type { Customer } from './customer.ts';
import type { Standing } from './standing.ts';

/** How far a customer's credit is used, where they want to pay later. */
export type CreditUse = {
  limit?: Money;
  /** Owed on credit terms, in the limit's currency, or in CNY where there is no limit. */
  outstanding: Money;
  /** Since when the oldest order has been unpaid that is unpaid too long. */
  overdueSince?: string;
};

/** What a person owes in all, and since when their oldest unpaid order on credit terms stands. */
export type CreditStanding = { standing: Pick<Standing, 'outstanding'>; oldestUnpaidAt?: string };

/** An amount in another currency by the policy's rates, rounded up; undefined where one of them has none. */
export const converted = ({ amount, currency }: Money, to: string, rates: CnyRates): Money | undefined => {
  const worth = convertAmount(amount, currency, to, rates);
  return worth === undefined ? undefined : money(worth, to);
};

/** All amounts in one currency; what has no rate counts as it stands, so that it is not lost from a limit. */
export const sumIn = (byCurrency: Readonly<Record<string, number>>, to: string, rates: CnyRates): Money =>
  money(
    Object.entries(byCurrency).reduce(
      (sum, [currency, amount]) => sum + (converted(money(amount, currency), to, rates)?.amount ?? amount),
      0,
    ),
    to,
  );

/** How far a customer's credit is used, by what they owe and by their oldest unpaid order. */
export const creditUseOf = (
  { creditLimit }: Pick<Customer, 'creditLimit'>,
  { standing: { outstanding }, oldestUnpaidAt }: CreditStanding,
  { at, policy }: { at: string; policy: Pick<Policy, 'credit' | 'review'> },
): CreditUse => {
  const overdueAfter = policy.credit.overdueAfterDays * 24 * 3_600_000;
  const isOverdue =
    oldestUnpaidAt !== undefined && Date.parse(at) - Date.parse(oldestUnpaidAt) > overdueAfter;
  return {
    ...(creditLimit ? { limit: creditLimit } : {}),
    outstanding: sumIn(outstanding, creditLimit?.currency ?? 'CNY', policy.review.cnyRates),
    ...(isOverdue ? { overdueSince: oldestUnpaidAt } : {}),
  };
};
