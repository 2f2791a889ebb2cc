import fc from 'fast-check';
import { baseCandidates, type Moved } from '../../../shared/inventory/base-candidates.ts';

const moved = (quantity: number, at = 0): Moved => ({
  id: `mov_${at}`,
  locationId: 'main',
  shard: 0,
  quantity,
  at: '2026-01-01T00:00:00.000Z',
});

describe('finding out what was on hand while sales go on', () => {
  it('knows it at once when nothing moved between two looks', () => {
    const look = { onHand: 7, before: [moved(-2), moved(-1)], between: [] };
    expect(baseCandidates(look, undefined)).toEqual(new Set([10]));
  });

  it('narrows it down by looks that leave different doubts', () => {
    const first = baseCandidates({ onHand: 9, before: [], between: [moved(-1)] }, undefined);
    expect(first).toEqual(new Set([9, 10]));
    const second = baseCandidates({ onHand: 8, before: [moved(-1)], between: [moved(-1)] }, first);
    expect(second).toEqual(new Set([9, 10]));
    expect(baseCandidates({ onHand: 8, before: [moved(-1), moved(-1)], between: [] }, second)).toEqual(
      new Set([10]),
    );
  });

  it('never loses the true figure, whichever movements a look has caught', () => {
    const aLook = fc.record({
      before: fc.array(fc.integer({ min: -5, max: 9 }), { maxLength: 6 }),
      between: fc.array(fc.tuple(fc.integer({ min: -5, max: 9 }), fc.boolean()), { maxLength: 8 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.array(aLook, { minLength: 1, maxLength: 6 }),
        (base, looks) => {
          let candidates: ReadonlySet<number> | undefined;
          for (const { before, between } of looks) {
            const caught = between.filter(([, isIn]) => isIn).map(([units]) => units);
            const onHand = [...before, ...caught].reduce((sum, units) => sum + units, base);
            candidates = baseCandidates(
              {
                onHand,
                before: before.map((units) => moved(units)),
                between: between.map(([units]) => moved(units)),
              },
              candidates,
            );
          }
          expect(candidates?.has(base)).toBe(true);
        },
      ),
    );
  });
});
