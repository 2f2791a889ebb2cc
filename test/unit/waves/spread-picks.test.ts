import { isProblem } from '../../../shared/kernel/problem.ts';
import { type Share, spreadPicks, type WavePick } from '../../../shared/waves/spread-picks.ts';
import { aMember } from './a-member.ts';

const two = [aMember(1, ['A']), aMember(2, ['A', 'B'])];

const shares = (lines: readonly WavePick[], others: 'picked' | 'later' = 'later', members = two): Share[] => {
  const result = spreadPicks(members, lines, others);
  if (isProblem(result)) throw new Error(JSON.stringify(result.errors));
  return result;
};
const said = (all: readonly Share[]) =>
  all.map(({ member, picks, waiting }) => [member.position, picks.map(({ picked }) => picked), waiting]);
const wrong = (lines: readonly WavePick[]) => {
  const result = spreadPicks(two, lines, 'later');
  return isProblem(result) ? result.errors?.map(({ path, code }) => [path, code]) : [];
};

describe('what was picked for a wave', () => {
  it('fills the totes in their order, so that the last goes short', () => {
    const found = [
      { sku: 'A', picked: 3 },
      { sku: 'B', picked: 2 },
    ];
    expect(said(shares(found))).toEqual([
      [1, [2], false],
      [2, [1, 2], false],
    ]);
  });

  it('leaves alone what was not looked for, and waits for the rest of what was', () => {
    expect(said(shares([{ sku: 'B', picked: 2 }]))).toEqual([[2, [2], true]]);
    expect(said(shares([], 'later'))).toEqual([]);
    expect(said(shares([], 'picked'))).toEqual([
      [1, [2], false],
      [2, [2, 2], false],
    ]);
  });

  it('counts what was picked before, so that saying a total again changes nothing', () => {
    const lines = [{ lineId: 'lin_1', sku: 'A', quantity: 2, picked: 2 }];
    const after = [
      aMember(1, ['A'], { state: 'picked', fulfilment: { lines } }),
      aMember(2, ['A'], { state: 'short' }),
    ];
    expect(said(shares([{ sku: 'A', picked: 3 }], 'later', after))).toEqual([[2, [1], false]]);
  });

  it('gives nothing to what is held or dropped out', () => {
    const members = [aMember(1, ['A'], { state: 'held' }), aMember(2, ['A'])];
    expect(said(shares([{ sku: 'A', picked: 2 }], 'later', members))).toEqual([[2, [2], false]]);
    expect(shares([{ fulfilmentId: 'ful_01', lineId: 'lin_1', picked: 1 }], 'later', members)).toEqual([]);
  });

  it('keeps missing what somebody missed, until it is named', () => {
    const lines = [
      { lineId: 'lin_1', sku: 'A', quantity: 2, picked: 0 },
      { lineId: 'lin_2', sku: 'B', quantity: 2, picked: 2 },
    ];
    const after = [aMember(1, ['A']), aMember(2, [], { state: 'short', fulfilment: { lines } })];
    expect(said(shares([], 'picked', after))).toEqual([[1, [2], false]]);
    const found = [{ fulfilmentId: 'ful_02', lineId: 'lin_1', picked: 1 }];
    expect(said(shares(found, 'picked', after))).toEqual([
      [1, [2], false],
      [2, [1, 2], false],
    ]);
  });

  it('takes all that stood on the list, whatever dropped out since', () => {
    const members = [
      aMember(1, ['A'], { state: 'dropped' }),
      aMember(2, ['A']),
      aMember(3, ['B'], { state: 'dropped' }),
    ];
    const walked = [
      { sku: 'A', picked: 4 },
      { sku: 'B', picked: 2 },
    ];
    expect(said(shares(walked, 'later', members))).toEqual([[2, [2], false]]);
    expect(spreadPicks(members, [{ sku: 'A', picked: 5 }], 'later')).toMatchObject({
      errors: [{ path: '/lines/0/picked', code: 'too_many' }],
    });
  });

  it('is refused where it cannot be', () => {
    const of = (fulfilmentId: string, lineId: string, picked = 1) => ({ fulfilmentId, lineId, picked });
    expect(wrong([{ sku: 'X', picked: 1 }])).toEqual([['/lines/0/sku', 'not_in_wave']]);
    expect(wrong([{ sku: 'A', picked: 5 }])).toEqual([['/lines/0/picked', 'too_many']]);
    expect(wrong([of('ful_09', 'lin_1')])).toEqual([['/lines/0/fulfilmentId', 'not_in_wave']]);
    expect(wrong([of('ful_01', 'lin_9')])).toEqual([['/lines/0/lineId', 'unknown_line']]);
    expect(wrong([of('ful_01', 'lin_1', 3)])).toEqual([['/lines/0/picked', 'too_many']]);
    expect(wrong([of('ful_01', 'lin_1'), of('ful_01', 'lin_1')])).toEqual([
      ['/lines/1/lineId', 'duplicate_line'],
    ]);
    expect(wrong([{ sku: 'A', picked: 1 }, of('ful_01', 'lin_1')])).toEqual([
      ['/lines/1/lineId', 'ambiguous'],
    ]);
    expect(
      wrong([
        { sku: 'A', picked: 1 },
        { sku: 'A', picked: 1 },
      ]),
    ).toEqual([['/lines/1/sku', 'duplicate_line']]);
  });

  it('of a bundle’s part says which', () => {
    const set = aMember(1, ['A', 'B'], {
      fulfilment: {
        lines: ['A', 'B'].map((sku) => ({ lineId: 'lin_1', sku, quantity: 2, picked: 0 })),
      },
    });
    const named = { fulfilmentId: 'ful_01', lineId: 'lin_1', picked: 1 };
    const found = shares([{ ...named, sku: 'B' }], 'picked', [set]);
    expect(found[0]?.picks).toEqual([
      { lineId: 'lin_1', sku: 'A', picked: 2 },
      { lineId: 'lin_1', sku: 'B', picked: 1 },
    ]);
    expect(spreadPicks([set], [named], 'later')).toMatchObject({
      errors: [{ path: '/lines/0/sku', code: 'required' }],
    });
  });
});
