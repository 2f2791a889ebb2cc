import type { Customer } from '../../customers/customer.ts';
import type { PaymentTerms } from '../order.ts';
import type { Anomaly } from './anomaly.ts';

/**
 * Goods that would leave before the money comes, for a customer whose credit the merchant rates worst. A prepaid order
 * risks nothing and is not held for it; the review rules look at the rating by themselves.
 */
export const creditAnomalies = (
  { creditRating }: Pick<Customer, 'creditRating'>,
  paymentTerms: PaymentTerms,
): Anomaly[] =>
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
