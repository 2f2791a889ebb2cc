import { type CreditStanding, converted, creditUseOf } from '../../customers/credit.ts';
import type { Customer } from '../../customers/customer.ts';
import type { Money } from '../../kernel/money.ts';
import type { Policy } from '../../policies/policy.ts';
import type { PaymentTerms } from '../order.ts';
import type { Anomaly } from './anomaly.ts';

/** What a customer who wants to pay later owes already, and what this order adds to it. */
export type Owing = CreditStanding & { grand: Money };

/**
 * Goods that would leave before the money comes: for a customer whose credit the merchant rates worst, on credit terms
 * beyond the limit, or while an earlier order is overdue. A prepaid order risks nothing and is not held for it; the review
 * rules look at the rating by themselves.
 */
export const creditAnomalies = (
  customer: Pick<Customer, 'creditRating' | 'creditLimit'>,
  paymentTerms: PaymentTerms,
  owing?: Owing & { at: string; policy: Pick<Policy, 'credit' | 'review'> },
): Anomaly[] => {
  const { creditRating } = customer;
  const rating: Anomaly[] =
    creditRating === 'C' && paymentTerms !== 'prepaid'
      ? [
          {
            kind: 'credit',
            code: 'bad_rating',
            severity: 'high',
            reason: `credit rating C, to be paid later (${paymentTerms})`,
            evidence: { creditRating, paymentTerms },
          },
        ]
      : [];
  if (paymentTerms !== 'credit' || !owing) return rating;
  const use = creditUseOf(customer, owing, owing);
  return [...rating, ...overLimit(use, owing), ...overdue(use)];
};

const overLimit = (
  { limit, outstanding }: ReturnType<typeof creditUseOf>,
  { grand, policy }: Owing & { policy: Pick<Policy, 'review'> },
): Anomaly[] => {
  if (!limit) return [];
  const order = converted(grand, limit.currency, policy.review.cnyRates);
  // What cannot be held against the limit is not within it.
  if (order && outstanding.amount + order.amount <= limit.amount) return [];
  return [
    {
      kind: 'credit',
      code: 'over_limit',
      severity: 'high',
      reason: `owes ${outstanding.amount} and would owe ${order?.amount ?? '?'} more of at most ${limit.amount} (${limit.currency})`,
      evidence: { limit, outstanding, order: order ?? grand },
      signs: { over_limit: (order ?? grand).amount },
    },
  ];
};

const overdue = ({ overdueSince, outstanding }: ReturnType<typeof creditUseOf>): Anomaly[] =>
  overdueSince === undefined
    ? []
    : [
        {
          kind: 'credit',
          code: 'overdue',
          severity: 'high',
          reason: `an order placed on ${overdueSince.slice(0, 10)} is unpaid and overdue`,
          evidence: { placedAt: overdueSince, outstanding },
        },
      ];
