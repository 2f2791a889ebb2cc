import type { Sending, SourcingProblem } from './sourcing-problem.ts';

/** How good a set of places is. */
export type Weight = {
  /** Units that the places have not. */
  missing: number;
  cost: number;
  parcels: number;
  /** Units of the wanted SKUs that the places have in all; more is better, so that stock evens out. */
  stock: number;
};

/** Weighs sets of places; a set is given as a flag for each source. */
export type Scales = {
  weigh: (open: Uint8Array) => Weight;
  /** What each place of the set sends; places that send nothing are left out. */
  deal: (open: Uint8Array) => Sending[];
};

type Offer = { source: number; available: number; unit: number };

/** Whether a set is better: all units first, then cost, then fewer parcels, then more stock left. */
export const isLighter = (one: Weight, other: Weight): boolean => {
  if (one.missing !== other.missing) return one.missing < other.missing;
  if (one.cost !== other.cost) return one.cost < other.cost;
  if (one.parcels !== other.parcels) return one.parcels < other.parcels;
  return one.stock > other.stock;
};

/**
 * Prepares to weigh sets. When it is settled which places send, each SKU's units come best from where they cost least,
 * because a parcel's cost is a part for the parcel and a part for each unit. So a set is weighed in one walk over the
 * SKUs; their offers stand in one row, because a search walks it some hundred thousand times.
 */
export const scalesFor = ({ wanted, sources, splitPenalty }: SourcingProblem): Scales => {
  const bySku = wanted.map((_, sku) => offersOf(sources, sku));
  const offers = bySku.flat();
  const from = Int32Array.from(offers, ({ source }) => source);
  const available = Int32Array.from(offers, (offer) => offer.available);
  const unit = Float64Array.from(offers, (offer) => offer.unit);
  const ends = Int32Array.from(endsOf(bySku));
  const stock = sources.map((source) =>
    source.available.reduce((sum, units, sku) => ((wanted[sku] ?? 0) > 0 ? sum + units : sum), 0),
  );
  const used = new Uint8Array(sources.length);

  const weigh = (open: Uint8Array): Weight => {
    used.fill(0);
    let missing = 0;
    let cost = 0;
    for (let sku = 0, at = 0; sku < wanted.length; sku++) {
      let left = wanted[sku] as number;
      const end = ends[sku] as number;
      for (; left > 0 && at < end; at++) {
        const source = from[at] as number;
        if (open[source] === 0) continue;
        const there = available[at] as number;
        const units = left < there ? left : there;
        cost += units * (unit[at] as number);
        left -= units;
        used[source] = 1;
      }
      missing += left;
      at = end;
    }
    let parcels = 0;
    let there = 0;
    for (const [at, source] of sources.entries()) {
      if (used[at] === 0) continue;
      parcels += 1;
      cost += source.parcel;
      there += stock[at] ?? 0;
    }
    return { missing, cost: cost + splitPenalty * Math.max(0, parcels - 1), parcels, stock: there };
  };

  const deal = (open: Uint8Array): Sending[] => {
    const sent = sources.map(() => new Array<number>(wanted.length).fill(0));
    for (const [sku, quantity] of wanted.entries()) {
      let left = quantity;
      for (const offer of bySku[sku] ?? []) {
        const row = sent[offer.source];
        if (!row || open[offer.source] === 0) continue;
        const units = Math.min(left, offer.available);
        row[sku] = units;
        left -= units;
      }
    }
    return sources.flatMap(({ id }, at) => {
      const units = sent[at] ?? [];
      return units.some((each) => each > 0) ? [{ id, units }] : [];
    });
  };
  return { weigh, deal };
};

const endsOf = (rows: readonly (readonly unknown[])[]): number[] => {
  let end = 0;
  return rows.map(({ length }) => {
    end += length;
    return end;
  });
};

/** Who has a SKU: the cheapest first; among equals who has most, so that a line is not torn apart for nothing. */
const offersOf = (sources: SourcingProblem['sources'], sku: number): Offer[] =>
  sources
    .map(({ available, unit }, source) => ({
      source,
      available: available[sku] ?? 0,
      unit: unit[sku] ?? 0,
    }))
    .filter(({ available }) => available > 0)
    .sort((a, b) => a.unit - b.unit || b.available - a.available || a.source - b.source);
