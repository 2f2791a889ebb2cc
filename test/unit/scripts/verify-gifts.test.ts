import { giftFindings } from '../../../scripts/verify/order-gifts.ts';
import { promotionPartition } from '../../../scripts/verify/promotion-partition.ts';
import { money } from '../../../shared/kernel/money.ts';
import type { Gift } from '../../../shared/promotions/gift.ts';
import type { Promotion } from '../../../shared/promotions/promotion.ts';
import { aPromotion } from '../../builders/a-promotion.ts';
import { anOrder } from '../../builders/an-order.ts';

const withGift = (gift: Gift, price = 0) => {
  const order = anOrder();
  const [line] = order.lines;
  if (!line) throw new Error('There is no line.');
  const free = { ...line, id: 'lin_2', unitPrice: money(price, 'CNY'), total: money(price, 'CNY'), gift };
  return giftFindings({ ...order, lines: [line, free], events: [] }).map(({ what }) => what);
};

describe('gifts, as npm run verify proves them', () => {
  it('cost nothing and were given for something that is paid for', () => {
    expect(withGift({ reason: 'a candle', causes: ['lin_9', 'lin_1'] })).toEqual([]);
    expect(withGift({ reason: 'a welcome' })).toEqual([]);
    expect(withGift({ reason: 'a candle' }, 5)).toEqual(['lin_2 is a gift, and not free']);
    expect(withGift({ reason: 'a candle', causes: ['lin_2', 'lin_9'] })).toEqual([
      'lin_2 was given for lin_2, lin_9, of which nothing is left',
    ]);
  });
});

describe('promotions, as npm run verify proves them', () => {
  const AT = '2026-06-01T00:00:00.000Z';
  const found = (saved: readonly Promotion[], running: readonly Promotion[]) => {
    const partition = promotionPartition(AT);
    for (const each of saved) partition.add({ pk: 'PROMOTIONS', sk: `PROMOTION#${each.id}`, ...each });
    partition.add({ pk: 'PROMOTIONS', sk: 'RUNNING', version: 1, promotions: running });
    return partition.end().findings.map(({ what }) => what);
  };

  it('run as they were saved, while they are active', () => {
    const candle = aPromotion();
    expect(found([candle, aPromotion({ id: 'off', active: false })], [candle])).toEqual([]);
    expect(found([candle], [])).toEqual(['is active, and does not run']);
    expect(found([aPromotion({ until: AT })], [])).toEqual([]);
    expect(found([aPromotion({ version: 2 })], [candle])).toEqual(['candle runs, and not as it was saved']);
    expect(found([], [candle])).toEqual(['candle runs, and not as it was saved']);
  });
});
