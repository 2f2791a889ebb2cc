import { money } from '../../shared/kernel/money.ts';
import { withDerivedAxes } from '../../shared/orders/derive-axes.ts';
import type { Fulfilment } from '../../shared/orders/fulfilment.ts';
import type { Order, OrderHead } from '../../shared/orders/order.ts';
import type { Payment } from '../../shared/orders/payment.ts';

const ULID = '01J00000000000000000000000';

/** A lawful order to start a test from: prepaid, two lanterns, unpaid; say only what the test is about. */
export const anOrder = (change: Partial<Omit<Order, 'head'>> & { head?: Partial<OrderHead> } = {}): Order => {
  const { head, ...parts } = change;
  return withDerivedAxes({
    head: {
      id: `ord_${ULID}`,
      number: '240701-ABC123',
      version: 1,
      channel: 'storefront',
      status: 'open',
      confirmation: 'unconfirmed',
      payment: 'unpaid',
      fulfilment: 'unprocessed',
      stage: 'unconfirmed_unpaid',
      paymentTerms: 'prepaid',
      customerId: 'cus_01J00000000000000000000001',
      customerName: 'Ada',
      tier: 'B',
      creditRating: 'B',
      currency: 'CNY',
      totals: { goods: 3980, discount: 0, shipping: 0, tax: 0, grand: 3980, paid: 0, refunded: 0 },
      lineCount: 1,
      holds: [],
      review: { state: 'pending' },
      placedAt: '2024-07-01T00:00:00.000Z',
      updatedAt: '2024-07-01T00:00:00.000Z',
      promisedShipBy: '2024-07-02T00:00:00.000Z',
      reminders: 0,
      ...head,
    },
    body: {
      customer: { name: 'Ada', phone: '+8613912345678', email: 'ada@example.com' },
      language: 'en',
      shippingAddress: {
        name: 'Ada',
        phone: '+8613912345678',
        country: 'CN',
        province: '上海市',
        city: '上海市',
        line1: '世纪大道100号',
      },
      delivery: { method: 'standard' },
    },
    lines: [
      {
        id: 'lin_1',
        sku: 'LANTERN',
        name: 'Lantern',
        quantity: 2,
        unitPrice: money(1990, 'CNY'),
        discounts: [],
        tax: money(0, 'CNY'),
        total: money(3980, 'CNY'),
      },
    ],
    fulfilments: [],
    payments: [],
    refunds: [],
    reservations: [
      {
        fulfilment: 1,
        page: 1,
        locationId: 'main',
        units: [{ lineId: 'lin_1', sku: 'LANTERN', shard: 0, quantity: 2 }],
      },
    ],
    ...parts,
  });
};

/** A fulfilment of {@link anOrder}'s goods. */
export const aFulfilment = (change: Partial<Fulfilment> = {}): Fulfilment => ({
  id: `ful_${ULID}_1`,
  ordinal: 1,
  version: 1,
  orderId: `ord_${ULID}`,
  orderNumber: '240701-ABC123',
  locationId: 'main',
  status: 'released',
  lines: [{ lineId: 'lin_1', sku: 'LANTERN', quantity: 2, picked: 0 }],
  parcels: [],
  promisedShipBy: '2024-07-02T00:00:00.000Z',
  priority: 0,
  placedAt: '2024-07-01T00:00:00.000Z',
  ...change,
});

/** A payment of {@link anOrder}'s total. */
export const aPayment = (change: Partial<Payment> = {}): Payment => ({
  id: `pay_${ULID}_1`,
  version: 1,
  orderId: `ord_${ULID}`,
  method: 'card',
  status: 'succeeded',
  amount: money(3980, 'CNY'),
  createdAt: '2024-07-01T00:00:00.000Z',
  ...change,
});

/** What a decision is told beside the order. */
export const aContext = async () => {
  const { defaultPolicy } = await import('../../shared/policies/policy.ts');
  return { at: '2024-07-01T01:00:00.000Z', actor: 'user:tester', policy: defaultPolicy() };
};
