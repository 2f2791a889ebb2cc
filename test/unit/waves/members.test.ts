import type { Fulfilment } from '../../../shared/orders/fulfilment.ts';
import { FULFILMENT_STATUS, type FulfilmentStatus } from '../../../shared/orders/order-states.ts';
import { groupOf } from '../../../shared/waves/group-of.ts';
import { isThrough, memberOf, progressOf } from '../../../shared/waves/member.ts';
import { pickListOf } from '../../../shared/waves/pick-list.ts';
import { pickListCsv } from '../../../shared/waves/pick-list-csv.ts';
import { aFulfilment, anOrder } from '../../builders/an-order.ts';
import { aMember } from './a-member.ts';

const wave = { id: 'wav_1', kind: 'wave', members: [aFulfilment().id] } as const;
const hold = {
  id: 'h',
  kind: 'manual',
  reason: 'r',
  placedBy: 'u',
  placedAt: '2024-07-01T00:00:00.000Z',
} as const;
const seen = (change: Partial<Fulfilment>, holds: readonly (typeof hold)[] = []) => {
  const fulfilment = aFulfilment({ waveId: 'wav_1', ...change });
  return memberOf(wave, fulfilment.id, fulfilment, anOrder({ head: { holds } }).head);
};

describe('a fulfilment of a wave', () => {
  it('has a place for each of its states', () => {
    const statuses = Object.keys(FULFILMENT_STATUS) as FulfilmentStatus[];
    expect(statuses.map((status) => [status, seen({ status }).state])).toEqual([
      ['allocated', 'to_pick'],
      ['released', 'to_pick'],
      ['picked', 'picked'],
      ['packed', 'packed'],
      ['waybilled', 'packed'],
      ['shipped', 'shipped'],
      ['delivered', 'shipped'],
      ['exception', 'short'],
      ['cancelled', 'dropped'],
    ]);
  });

  it('drops out when its order is held, when it was taken out, and when it is gone', () => {
    expect(seen({}, [hold])).toMatchObject({ state: 'held', why: 'manual' });
    expect(seen({ status: 'shipped' }, [hold])).toMatchObject({ state: 'shipped' });
    expect(seen({ waveId: 'wav_2' })).toMatchObject({ state: 'dropped', why: 'taken_out' });
    expect(memberOf(wave, 'ful_x', undefined, undefined)).toMatchObject({
      state: 'dropped',
      why: 'cancelled',
    });
  });

  it('keeps the wave open while there is something to do with it', () => {
    const open = aMember(1, ['A'], { state: 'packed' });
    const out = [aMember(2, ['A'], { state: 'held' }), aMember(3, ['A'], { state: 'shipped' })];
    expect([isThrough([open, ...out]), isThrough(out)]).toEqual([false, true]);
    expect(progressOf([open, ...out])).toMatchObject({ packed: 1, held: 1, shipped: 1, to_pick: 0 });
  });

  it('belongs to the group of its only SKU, its carrier, its zone', () => {
    const bins = new Map([
      ['A', 'X-1'],
      ['B', 'X-2'],
      ['C', 'Y-1'],
    ]);
    const of = (by: 'single_sku' | 'carrier' | 'zone', skus: readonly string[], carrierWish?: string) =>
      groupOf(
        by,
        aMember(1, skus, { fulfilment: carrierWish ? { carrierWish } : {} }).fulfilment as Fulfilment,
        bins,
      );
    expect([of('single_sku', ['A']), of('single_sku', ['A', 'B'])]).toEqual(['A', undefined]);
    expect([of('carrier', ['A'], 'dhl'), of('carrier', ['A'])]).toEqual(['dhl', 'any']);
    expect([of('zone', ['A', 'B']), of('zone', ['A', 'C']), of('zone', ['Z'])]).toEqual([
      'X',
      'mixed',
      'unknown',
    ]);
  });
});

describe('a pick list', () => {
  const bins = new Map([
    ['A', 'A-2'],
    ['B', 'A-1'],
  ]);
  const half = [{ lineId: 'lin_1', sku: 'A', quantity: 2, picked: 1 }];

  it('holds what is missing: neither what was found, nor what dropped out', () => {
    const rows = pickListOf(
      [
        aMember(1, ['A', 'B', 'C']),
        aMember(2, ['A'], { state: 'short', fulfilment: { lines: half } }),
        aMember(3, ['A'], { state: 'picked' }),
        aMember(4, ['A'], { state: 'held' }),
      ],
      bins,
      new Map([['A', 'Lantern']]),
    );
    expect(rows.map(({ sku, bin, quantity }) => [sku, bin, quantity])).toEqual([
      ['B', 'A-1', 2],
      ['A', 'A-2', 3],
      ['C', undefined, 2],
    ]);
    expect(rows[1]?.for.map(({ position, quantity }) => [position, quantity])).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });

  it('is written so that no spreadsheet runs a name as a formula', () => {
    const rows = pickListOf([aMember(1, ['A'])], bins, new Map([['A', '=HYPERLINK("x"),y']]));
    expect(pickListCsv(rows)).toContain(`1,A,A-2,A,"'=HYPERLINK(""x""),y",2,1×2\r\n`);
  });
});
