import { money } from '../../../shared/kernel/money.ts';
import { type BoughtLine, dueGifts } from '../../../shared/promotions/due-gifts.ts';
import { giftsComingBack } from '../../../shared/promotions/gifts-coming-back.ts';
import type { Promotion } from '../../../shared/promotions/promotion.ts';
import { unitsByTerms } from '../../../shared/promotions/units-by-terms.ts';
import { aPromotion } from '../../builders/a-promotion.ts';

const line = (id: string, quantity: number, change: Partial<BoughtLine> = {}): BoughtLine => ({
  id,
  sku: 'LANTERN',
  quantity,
  unitPrice: money(1990, 'CNY'),
  ...change,
});
const AT = '2026-06-01T00:00:00.000Z';
const due = (promotion: Promotion, lines: readonly BoughtLine[], change = {}) =>
  dueGifts([promotion], lines, { at: AT, channel: 'storefront', tier: 'B', currency: 'CNY', ...change });

describe('how many are given', () => {
  const bought = [line('lin_1', 3), line('lin_2', 2)];

  it('is so many for an order, or for each time that enough is bought', () => {
    expect(unitsByTerms({ quantity: 2, per: 'order', minQuantity: 2 }, bought)).toBe(2);
    expect(unitsByTerms({ quantity: 2, per: 'each', minQuantity: 2 }, bought)).toBe(4);
    expect(unitsByTerms({ quantity: 2, per: 'order', minQuantity: 6 }, bought)).toBe(0);
  });

  it('goes by what the goods cost, where that is asked, and by both where both are', () => {
    expect(unitsByTerms({ quantity: 1, per: 'each', minGoods: 4000 }, bought)).toBe(2);
    expect(unitsByTerms({ quantity: 1, per: 'each', minGoods: 4000, minQuantity: 5 }, bought)).toBe(1);
  });

  it('is one time for each unit, where nothing is asked', () => {
    expect(unitsByTerms({ quantity: 1, per: 'each' }, bought)).toBe(5);
    expect(unitsByTerms({ quantity: 1, per: 'order' }, [])).toBe(0);
  });
});

describe('what is given with an order', () => {
  it('names the lines it is given for, and the terms', () => {
    const promotion = aPromotion({ when: { skus: ['LANTERN'], minQuantity: 2 } });
    expect(due(promotion, [line('lin_1', 2), line('lin_2', 1, { sku: 'POT' })])).toEqual([
      {
        sku: 'CANDLE',
        quantity: 1,
        ifShort: 'leave_out',
        gift: {
          promotionId: 'candle',
          reason: 'A candle',
          causes: ['lin_1'],
          terms: { quantity: 1, per: 'order', minQuantity: 2 },
        },
      },
    ]);
  });

  it('names no lines where it is given for the order as a whole', () => {
    const [given] = due(aPromotion({ when: { minGoods: money(3000, 'CNY') } }), [line('lin_1', 2)]);
    expect(given?.gift.causes).toBeUndefined();
  });

  it('is not given before, after, elsewhere, to others, in another money, or for gifts', () => {
    const lines = [line('lin_1', 2)];
    expect(due(aPromotion({ from: '2026-06-02T00:00:00.000Z' }), lines)).toEqual([]);
    expect(due(aPromotion({ until: AT }), lines)).toEqual([]);
    expect(due(aPromotion({ when: { channels: ['pos'] } }), lines)).toEqual([]);
    expect(due(aPromotion({ when: { tiers: ['A'] } }), lines)).toEqual([]);
    expect(due(aPromotion({ when: { minGoods: money(1, 'EUR') } }), lines)).toEqual([]);
    expect(due(aPromotion({}), [line('lin_1', 2, { gift: { reason: 'sorry' } })])).toEqual([]);
  });

  it('is given for what was sent instead of what was wished for', () => {
    const lines = [line('lin_1', 1, { sku: 'MUG', substitutedFor: 'LANTERN' })];
    expect(due(aPromotion({ when: { skus: ['LANTERN'] } }), lines)).toHaveLength(1);
  });
});

describe('gifts', () => {
  const gift = (quantity: number, terms: { per: 'order' | 'each'; quantity: number }) =>
    line('lin_9', quantity, {
      sku: 'CANDLE',
      unitPrice: money(0, 'CNY'),
      gift: {
        promotionId: 'candle',
        reason: 'A candle',
        causes: ['lin_1'],
        terms: { ...terms, minQuantity: 2 },
      },
    });

  it('come back when what is kept of their cause does not earn them any more', () => {
    const lines = [line('lin_1', 3), gift(1, { per: 'order', quantity: 1 })];
    expect(giftsComingBack(lines, new Map([['lin_1', 1]]))).toEqual([]);
    expect(giftsComingBack(lines, new Map([['lin_1', 2]]))).toEqual([{ lineId: 'lin_9', quantity: 1 }]);
  });

  it('come back bit by bit, and not twice', () => {
    const lines = [line('lin_1', 6), gift(3, { per: 'each', quantity: 1 })];
    expect(giftsComingBack(lines, new Map([['lin_1', 3]]))).toEqual([{ lineId: 'lin_9', quantity: 2 }]);
    const back = new Map([
      ['lin_1', 5],
      ['lin_9', 2],
    ]);
    expect(giftsComingBack(lines, back)).toEqual([{ lineId: 'lin_9', quantity: 1 }]);
  });

  it('that a person gave come back with the last of their causes', () => {
    const lines = [
      line('lin_1', 1),
      line('lin_2', 1),
      line('lin_3', 1, { gift: { reason: 'sorry', causes: ['lin_1', 'lin_2'] } }),
    ];
    expect(giftsComingBack(lines, new Map([['lin_1', 1]]))).toEqual([]);
    const both = new Map([
      ['lin_1', 1],
      ['lin_2', 1],
    ]);
    expect(giftsComingBack(lines, both)).toEqual([{ lineId: 'lin_3', quantity: 1 }]);
  });
});
