import type { Coming } from '../../shared/inventory/coming.ts';
import type { Repair, Undecided } from './propose-repair.ts';
import type { SkuFacts } from './sku-facts.ts';

type Proposed = { repairs: Repair[]; undecided: Undecided[] };

/**
 * What would put right what is announced of a SKU. A transfer's movements name it, so what is in transit is their sum. A
 * receipt's movements name the receipt and not the arrival it lowered: what is incoming is known of the SKU as a whole
 * only, and one announcement alone can be put right by it; of several nobody can tell which is wrong.
 */
export const comingOf = (facts: SkuFacts, contradiction: string | undefined): Proposed => {
  const found: Proposed = { repairs: [], undecided: [] };
  const judge = (name: string, announced: readonly Coming[], moved: number, word: string): void => {
    const from = announced.reduce((sum, { open }) => sum + open, 0);
    if (from === moved) return;
    const why = `${word} ${from}; its movements sum to ${moved}`;
    const [only, ...others] = announced;
    const doubt =
      contradiction ??
      (moved < 0 ? 'fewer than none cannot be' : undefined) ??
      (only ? undefined : 'nothing announces them, nor says when they come') ??
      (others.length > 0
        ? `${announced.length} documents announce them: compare each with its papers`
        : undefined);
    if (doubt || !only) found.undecided.push({ name, why: `${why}, but ${doubt}` });
    else
      found.repairs.push({
        kind: 'coming',
        pk: facts.pk,
        document: only.document,
        from,
        to: moved,
        why: [why],
      });
  };
  const of = (kind: Coming['kind']) => [...facts.coming.values()].filter((each) => each.kind === kind);
  judge(`${facts.pk} incoming`, of('incoming'), facts.incomingMoved, 'incoming are');
  const transfers = Map.groupBy(of('inTransit'), ({ document }) => document);
  for (const document of new Set([...transfers.keys(), ...facts.inTransitMoved.keys()]))
    judge(
      `${facts.pk} in transit by ${document}`,
      transfers.get(document) ?? [],
      facts.inTransitMoved.get(document) ?? 0,
      'in transit are',
    );
  return found;
};
