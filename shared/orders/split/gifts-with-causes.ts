import { causesOf } from '../../promotions/gifts-coming-back.ts';
import { unitsByTerms } from '../../promotions/units-by-terms.ts';
import type { OrderLine } from '../order.ts';
import type { SplitGroup } from './split-schema.ts';

type Gift = OrderLine & { gift: NonNullable<OrderLine['gift']> };

/** The gifts that follow something bought; where there is nothing to follow, a gift is divided like any other line. */
export const followingGifts = (lines: readonly OrderLine[]): Gift[] =>
  lines.filter((line): line is Gift => line.gift !== undefined && causesOf(line.gift, lines).length > 0);

const unitsIn = (group: SplitGroup, lineId: string): number =>
  group.find((each) => each.lineId === lineId)?.quantity ?? 0;

/** A group's share of lines, without what it has none of. */
const shareOf = <T extends { id: string; quantity: number }>(lines: readonly T[], group: SplitGroup): T[] =>
  lines
    .map((line) => ({ ...line, quantity: unitsIn(group, line.id) }))
    .filter(({ quantity }) => quantity > 0);

/**
 * Deals gifts out to the groups that their causes go to: each group gets what its share of the causes earns, and what is
 * left goes with the largest share. Wherever a split put them, gifts go with what they were given for.
 */
export const giftsWithCauses = (lines: readonly OrderLine[], groups: readonly SplitGroup[]): SplitGroup[] => {
  const gifts = followingGifts(lines);
  if (gifts.length === 0) return [...groups];
  const ids = new Set(gifts.map(({ id }) => id));
  const dealt = groups.map((group) => group.filter(({ lineId }) => !ids.has(lineId)));
  const shares = dealt.map(() => new Map<string, number>());
  for (const { id, quantity, gift } of gifts) {
    const causes = dealt.map((group) => shareOf(causesOf(gift, lines), group));
    let left = quantity;
    for (const [at, own] of causes.entries()) {
      const earned = gift.terms ? Math.min(left, unitsByTerms(gift.terms, own)) : 0;
      shares[at]?.set(id, earned);
      left -= earned;
    }
    const units = causes.map((own) => own.reduce((sum, line) => sum + line.quantity, 0));
    const largest = shares[units.indexOf(Math.max(...units))];
    largest?.set(id, (largest.get(id) ?? 0) + left);
  }
  return dealt.map((group, at) => [
    ...group,
    ...[...(shares[at] ?? [])].flatMap(([lineId, quantity]) => (quantity > 0 ? [{ lineId, quantity }] : [])),
  ]);
};

/**
 * Gifts as they stand in an order that has only a part of their causes. One that this part would not have earned stays
 * as long as any of it does.
 */
export const givenForPart = (lines: readonly OrderLine[]): OrderLine[] =>
  lines.map((line) => {
    if (!line.gift) return line;
    const { terms, ...gift } = line.gift;
    const causes = causesOf(gift, lines);
    const earned = terms !== undefined && unitsByTerms(terms, causes) >= line.quantity;
    return {
      ...line,
      gift: {
        ...gift,
        ...(gift.causes ? { causes: causes.map(({ id }) => id) } : {}),
        ...(earned ? { terms } : {}),
      },
    };
  });
