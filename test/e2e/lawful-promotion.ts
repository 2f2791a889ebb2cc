/** It does not run, or the orders of other tests would be given something. */
const A_PROMOTION = {
  name: 'A candle with two lanterns',
  kind: 'gift',
  active: false,
  from: '2026-01-01T00:00:00.000Z',
  until: '2026-02-01T00:00:00.000Z',
  when: {
    skus: ['LANTERN'],
    minQuantity: 2,
    minGoods: { amount: 1000, currency: 'CNY' },
    channels: ['storefront'],
    tiers: ['A', 'B'],
  },
  gift: { sku: 'CANDLE', quantity: 1, per: 'each' },
  ifShort: 'leave_out',
};

/** A request of each operation on promotions that the system takes. */
export const PROMOTION_REQUESTS = {
  'put-promotion': { path: '/v1/promotions/attacked-promotion', body: A_PROMOTION },
  'get-promotion': { path: '/v1/promotions/attacked-promotion' },
  'list-promotions': { path: '/v1/promotions' },
  'delete-promotion': { path: '/v1/promotions/attacked-promotion' },
};
