import type { Shortage } from '../../inventory/demand.ts';
import type { Problem } from '../../kernel/problem.ts';
import { insufficientStock } from '../insufficient-stock.ts';

/** The shortages that a refusal names; none where it refuses for another reason. */
export const shortagesOf = ({ code, extra }: Problem): readonly Shortage[] =>
  code === 'insufficient_stock' ? ((extra?.shortages ?? []) as readonly Shortage[]) : [];

/** The same refusal, offering only what `isThere` says could really be sent instead of so many units. */
export const offering = (
  refused: Problem,
  standingBy: (skus: readonly string[], quantity: number) => string[],
): Problem =>
  insufficientStock(
    shortagesOf(refused).map((shortage) => ({
      ...shortage,
      substitutes: standingBy(shortage.substitutes, shortage.requested),
    })),
  );
