import fc from 'fast-check';
import { ulid } from 'ulid';
import { middleOf, nineOfTen } from '../../../shared/habits/habits.ts';
import { KEPT, observationKey, observed, PER_SLOT, type Sample } from '../../../shared/habits/sample.ts';

const START = Date.parse('2024-07-01T00:00:00.000Z');
const MINUTE = 60_000;
const orderAt = (minute: number): string => `ord_${ulid(START + minute * MINUTE)}`;
const sampleOf = (keys: readonly string[]): Sample<number> =>
  keys.reduce<Sample<number>>((sample, key, at) => observed(sample, key, at), {});

describe('what is kept of the latest orders', () => {
  const minutes = fc.array(fc.nat(120), { maxLength: 60 });

  it('does not depend on the order in which they are told, nor on how often', () => {
    fc.assert(
      fc.property(minutes, fc.infiniteStream(fc.nat(1000)), (at, shuffle) => {
        const keys = at.map((minute) => observationKey(orderAt(minute)));
        const once = Object.keys(sampleOf(keys)).sort();
        const weight = new Map([...keys, ...keys].map((key) => [key, shuffle.next().value ?? 0]));
        const otherwise = [...keys, ...keys].toSorted(
          (one, other) => (weight.get(one) ?? 0) - (weight.get(other) ?? 0),
        );
        expect(Object.keys(sampleOf(otherwise)).sort()).toEqual(once);
        expect(once.length).toBeLessThanOrEqual(KEPT);
      }),
    );
  });

  it('are a few of each ten minutes, so that what sells fast is seldom written', () => {
    let sample: Sample<number> = {};
    let writes = 0;
    for (let at = 0; at < 5000; at++) {
      const next = observed(sample, observationKey(orderAt(at / 600)), at);
      if (next !== sample) writes++;
      sample = next;
    }
    expect(Object.keys(sample)).toHaveLength(PER_SLOT);
    expect(writes).toBeLessThan(120);
  });

  it('are the newest of them', () => {
    const keys = Array.from({ length: 100 }, (_, at) => observationKey(orderAt(at * 10)));
    expect(Object.keys(sampleOf(keys)).sort()).toEqual(keys.slice(-KEPT).sort());
  });

  it('fit one write unit', () => {
    const keys = Array.from({ length: 100 }, (_, at) => observationKey(orderAt(at * 10)));
    const full = Object.fromEntries(
      Object.keys(sampleOf(keys)).map((key) => [key, [1_000_000, 99_999_999, 'CNY']]),
    );
    // As text; in the table numbers take half of that, and leave room for the keys.
    expect(JSON.stringify(full).length).toBeLessThan(970);
  });
});

describe('what is usual', () => {
  it('is what nine of ten stay at or below, so that one large order does not change it', () => {
    expect(nineOfTen([3, 1, 2, 1, 1, 1, 2, 1, 1, 500])).toBe(3);
    expect(nineOfTen([7])).toBe(7);
    expect(nineOfTen([])).toBeUndefined();
  });

  it('of prices is the one in the middle', () => {
    expect(middleOf([900, 100, 200])).toBe(200);
    expect(middleOf([100, 300])).toBe(100);
    expect(middleOf([])).toBeUndefined();
  });
});
