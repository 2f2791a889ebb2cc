import type { StockRow } from '../../shared/inventory/stock.ts';
import { comingOf } from './propose-coming.ts';
import type { Documented } from './read-documents.ts';
import type { SkuFacts } from './sku-facts.ts';

type Figures = Pick<StockRow, 'onHand' | 'reserved' | 'available'>;

/** A write that would put a balance right, and from what it is worked out. */
export type Repair =
  | { kind: 'row'; name: string; row: StockRow; to: Figures; why: readonly string[] }
  | { kind: 'damaged'; pk: string; locationId: string; from: number; to: number; why: readonly string[] }
  | { kind: 'coming'; pk: string; document: string; from: number; to: number; why: readonly string[] };

/** Something wrong that only people can decide, because what is written down contradicts itself. */
export type Undecided = { name: string; why: string };

export type Proposal = { repairs: Repair[]; undecided: Undecided[] };

/**
 * What would put the balances of a SKU right. On hand is what the movements sum to, reserved what orders hold, available
 * what follows, damaged and coming what their movements sum to; but only where the ledger has as many movements as each row
 * counts, agrees with every document there is, and leaves as much as is promised. Otherwise nothing is proposed: a movement that is lost looks the same as a balance that is wrong.
 *
 * @param heldOf units of a row that orders hold.
 */
export const proposeRepair = (
  facts: SkuFacts,
  documented: Documented,
  heldOf: (row: string) => number,
): Proposal => {
  const contradiction = contradictionOf(facts, documented);
  const repairs: Repair[] = [];
  const undecided: Undecided[] = [];
  for (const [name, row] of facts.rows) {
    const moved = facts.moved.get(name) ?? 0;
    const held = heldOf(name);
    const why = [
      ...(row.onHand === moved ? [] : [`onHand is ${row.onHand}; its movements sum to ${moved}`]),
      ...(row.reserved === held ? [] : [`reserved is ${row.reserved}; orders hold ${held}`]),
      ...(row.available === row.onHand - row.reserved - row.safety
        ? []
        : [`available is ${row.available}; on hand − reserved − safety is another figure`]),
    ];
    if (why.length === 0) continue;
    const doubt = (row.onHand === moved ? undefined : contradiction) ?? impossible(moved, held);
    if (doubt) undecided.push({ name, why: `${why.join('; ')}, but ${doubt}` });
    else
      repairs.push({
        kind: 'row',
        name,
        row,
        to: { onHand: moved, reserved: held, available: moved - held - row.safety },
        why,
      });
  }
  for (const name of facts.moved.keys())
    if (!facts.rows.has(name)) undecided.push({ name, why: 'has movements, but its stock row is gone' });
  const damaged = damagedOf(facts, contradiction);
  const coming = comingOf(facts, contradiction);
  return {
    repairs: [...repairs, ...damaged.repairs, ...coming.repairs],
    undecided: [...undecided, ...damaged.undecided, ...coming.undecided],
  };
};

const impossible = (moved: number, held: number): string | undefined => {
  if (moved < 0) return `the movements take out ${-moved} more than they brought`;
  return moved < held
    ? `orders hold ${held} of the ${moved} that would be there: count the shelf`
    : undefined;
};

/** Why the ledger cannot be trusted, if it cannot. */
const contradictionOf = (facts: SkuFacts, documented: Documented): string | undefined => {
  const [broken] = facts.broken;
  if (broken) return `the movement ${broken} cannot be read`;
  for (const [key, units] of documented) {
    const moved = facts.byDocument.get(key) ?? 0;
    if (moved !== units) return `${key} says ${units}, the ledger has ${moved} of it`;
  }
  for (const [key, units] of facts.byDocument)
    if (/^(rcp|trf|cnt)_/.test(key) && !documented.has(key))
      return `the ledger has ${units} of ${key}, which says nothing of it`;
  for (const name of facts.rows.keys()) {
    const [counted, entries] = [facts.counted.get(name), facts.entries.get(name) ?? 0];
    if (counted !== entries)
      return counted === undefined
        ? `${name} does not say how many movements it had`
        : `${name} had ${counted} movements, the ledger has ${entries} of it`;
  }
  return undefined;
};

const damagedOf = (facts: SkuFacts, contradiction: string | undefined): Proposal => {
  const repairs: Repair[] = [];
  const undecided: Undecided[] = [];
  for (const locationId of new Set([...facts.damaged.keys(), ...facts.damagedMoved.keys()])) {
    const from = facts.damaged.get(locationId) ?? 0;
    const to = facts.damagedMoved.get(locationId) ?? 0;
    if (from === to) continue;
    const why = [`damaged is ${from}; its movements sum to ${to}`];
    const doubt = contradiction ?? (to < 0 ? 'fewer than none cannot be' : undefined);
    if (doubt)
      undecided.push({ name: `${facts.pk} damaged at ${locationId}`, why: `${why[0]}, but ${doubt}` });
    else repairs.push({ kind: 'damaged', pk: facts.pk, locationId, from, to, why });
  }
  return { repairs, undecided };
};
