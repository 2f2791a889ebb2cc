import type { Promotion } from '../../shared/promotions/promotion.ts';

/** A candle with every order; say only what the test is about. */
export const aPromotion = (change: Partial<Promotion> = {}): Promotion => ({
  id: 'candle',
  version: 1,
  name: 'A candle',
  active: true,
  kind: 'gift',
  when: {},
  gift: { sku: 'CANDLE', quantity: 1, per: 'order' },
  ifShort: 'leave_out',
  ...change,
});
