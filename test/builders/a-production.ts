import type { Production } from '../../shared/orders/production.ts';

const ULID = '01J00000000000000000000000';

/** Two rings that are made for `anOrder`'s only line. */
export const aProduction = (change: Partial<Production> = {}): Production => ({
  id: `prd_${ULID}_1`,
  ordinal: 1,
  version: 1,
  orderId: `ord_${ULID}`,
  orderNumber: '240701-ABC123',
  lineId: 'lin_1',
  sku: 'LANTERN',
  name: 'Lantern',
  quantity: 2,
  status: 'requested',
  expectedAt: '2024-07-12T00:00:00.000Z',
  priority: 0,
  placedAt: '2024-07-01T00:00:00.000Z',
  requestedAt: '2024-07-01T00:00:00.000Z',
  ...change,
});
