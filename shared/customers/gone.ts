import { type Problem, problem } from '../kernel/problem.ts';
import type { Customer } from './customer.ts';

/** Why a customer cannot be changed any more: they go on as another, or their data were erased. */
export const isGone = ({ mergedInto, erasure }: Customer): Problem | undefined => {
  if (erasure)
    return problem(409, 'customer_erased', 'This customer was erased', {
      detail: 'Their personal data were erased on request; nothing is written about them any more.',
      extra: { requestedAt: erasure.requestedAt },
    });
  return mergedInto === undefined
    ? undefined
    : problem(409, 'customer_merged', 'This customer goes on as another', {
        detail: `They were merged into ${mergedInto}.`,
        extra: { mergedInto },
      });
};
