import type { Money } from '../kernel/money.ts';
import { boughtOf } from './due-gifts.ts';
import type { Gift } from './gift.ts';
import { unitsByTerms } from './units-by-terms.ts';

/** What of a line says whether it is a gift, and what it was given for. */
type GivenLine = { id: string; quantity: number; unitPrice: Money; gift?: Gift };

/** The bought lines that a gift was given for. */
export const causesOf = <T extends GivenLine>({ causes }: Gift, lines: readonly T[]): T[] =>
  boughtOf(lines).filter(({ id }) => !causes || causes.includes(id));

/**
 * How many units of a gift stay the buyer's when its causes are what these lines say: by the terms it was given by; one that
 * a person gave stays as long as any of its causes does.
 */
export const unitsKept = (
  { quantity, gift }: GivenLine & { gift: Gift },
  lines: readonly GivenLine[],
): number => {
  const causes = causesOf(gift, lines);
  if (gift.terms) return Math.min(quantity, unitsByTerms(gift.terms, causes));
  return causes.some((line) => line.quantity > 0) ? quantity : 0;
};

/**
 * Which units of gifts come back with what was given back of an order's lines: with their cause, as far as what is kept of
 * it does not earn them any more. `back` counts all that came back so far by line, gifts among it.
 */
export const giftsComingBack = (
  lines: readonly GivenLine[],
  back: ReadonlyMap<string, number>,
): { lineId: string; quantity: number }[] => {
  const kept = lines.map((line) => ({
    ...line,
    quantity: Math.max(0, line.quantity - (line.gift ? 0 : (back.get(line.id) ?? 0))),
  }));
  return kept.flatMap((line) => {
    const { id, quantity, gift } = line;
    if (!gift) return [];
    const due = quantity - unitsKept({ ...line, gift }, kept) - (back.get(id) ?? 0);
    return due > 0 ? [{ lineId: id, quantity: due }] : [];
  });
};
