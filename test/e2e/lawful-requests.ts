import {
  aChannelEvent,
  aChannelOrder,
  anAddress,
  anOrderRequest,
  unique,
} from '../builders/an-order-request.ts';
import { until } from '../harness/client.ts';
import type { TestCloud } from '../harness/cloud.ts';
import { openShop, placeOrder, skuOf } from '../harness/shop.ts';
import { payOrder, shipOrder } from '../harness/steps.ts';
import { A_CARRIER } from './lawful-carrier.ts';
import { lawfulCustomerRequests } from './lawful-customer-requests.ts';
import { PROMOTION_REQUESTS } from './lawful-promotion.ts';
import { lawfulSpecialRequests } from './lawful-special-requests.ts';
import { lawfulStockRequests } from './lawful-stock-requests.ts';
import { lawfulWarehouseRequests } from './lawful-warehouse-requests.ts';
import { lawfulWaveRequests } from './lawful-wave-requests.ts';

/** Things that are there, for requests to speak of. */
export type Scene = {
  sku: string;
  locationId: string;
  orderId: string;
  paymentId: string;
  refundId: string;
  customerId: string;
  fulfilmentId: string;
  lineId: string;
  /** On its way. */
  parcel: { carrier: string; trackingNumber: string };
};

/** An order that waits for its money, one in the warehouse, and what they are made of. */
export const setScene = async (cloud: TestCloud): Promise<Scene> => {
  const shop = await openShop(cloud);
  const order = await placeOrder(cloud, shop);
  const paid = await payOrder(cloud, await placeOrder(cloud, shop));
  const [parcel] = await shipOrder(cloud, (await payOrder(cloud, await placeOrder(cloud, shop))).id);
  const payment = await cloud.api('POST', `/v1/orders/${order.id}/payments`, { method: 'transfer' });
  const fulfilment = await until('a fulfilment', async () => {
    const { json } = await cloud.api('GET', `/v1/orders/${paid.id}`);
    return json.fulfilments[0]?.status === 'released' && json.fulfilments[0];
  });
  return {
    sku: skuOf(shop),
    locationId: shop.locationId,
    orderId: order.id,
    paymentId: payment.json.id,
    refundId: payment.json.id.replace('pay_', 'ref_'),
    customerId: order.customer.id,
    fulfilmentId: fulfilment.id,
    lineId: order.lines[0].id,
    parcel,
  };
};

/** A request that the system takes. */
export type Lawful = { path: string; body?: unknown };

const money = { amount: 1990, currency: 'CNY' };

const AUTOMATION_RULES = [
  {
    id: 'gifts',
    name: 'gifts are packed nicely',
    on: ['placed'],
    when: { in: ['gift', { var: 'order.buyerNote' }] },
    then: [{ do: 'tag', tags: ['gift'] }],
  },
];

const REVIEW_RULES = [
  { name: 'large', when: { '!': { var: 'order.paidInFull' } }, then: { ask: 'sales_manager' } },
];

const SOURCING_RULES = {
  splitPenalty: 1000,
  delayPerDay: 100,
  latePerDay: 2000,
  preferenceWorth: 500,
  zones: [{ name: 'home', countries: ['GB'], provinces: ['England'], postalPrefixes: ['SW'] }],
  rates: [
    { kinds: ['warehouse'], zones: ['home'], parcel: 300, perKg: 50 },
    { parcel: 900, perKg: 200 },
  ],
  wishes: [{ name: 'shops first', channels: ['pos'], prefer: ['shop-1'], worth: 100 }],
};

/** A request of each operation that the system takes, by the operation's id. */
export const lawfulRequests = (scene: Scene): Readonly<Record<string, Lawful>> => {
  const order = `/v1/orders/${scene.orderId}`;
  const fulfilment = `/v1/fulfilments/${scene.fulfilmentId}`;
  const { sku, locationId, lineId } = scene;
  const externalId = `ext-${unique()}`;
  return {
    'place-order': {
      path: '/v1/orders',
      body: anOrderRequest([{ sku, quantity: 1 }], {
        externalId,
        shopId: 'shop-1',
        paymentTerms: 'prepaid',
        delivery: { method: 'standard', carrierWish: 'generic' },
        buyerNote: 'Ring twice',
        giftMessage: 'For you',
      }),
    },
    'get-order': { path: order },
    'list-orders': { path: '/v1/orders' },
    'list-work': { path: '/v1/work?role=service_agent' },
    'list-merge-suggestions': { path: '/v1/orders/merge-suggestions' },
    'get-timeline': { path: `${order}/timeline` },
    'approve-order': { path: `${order}/approve`, body: { note: 'looks well' } },
    'reject-order': { path: `${order}/reject`, body: { note: 'looks odd' } },
    'place-hold': {
      path: `${order}/holds`,
      body: { kind: 'manual', reason: 'ask the buyer', assignee: 'role:service_agent' },
    },
    'release-hold': { path: `${order}/holds/hld_01J00000000000000000000000` },
    'amend-order': {
      path: order,
      body: {
        shippingAddress: anAddress(),
        customer: { email: 'ada@example.com' },
        lines: [{ sku, quantity: 2 }],
        delivery: { method: 'express' },
      },
    },
    'add-note': { path: `${order}/notes`, body: { text: 'the buyer called' } },
    'assign-order': { path: `${order}/assignee`, body: { to: 'user:ada' } },
    'set-tags': { path: `${order}/tags`, body: { tags: ['vip', '老客户'] } },
    'get-automation-rules': { path: '/v1/automation-rules' },
    'put-automation-rules': { path: '/v1/automation-rules', body: { rules: AUTOMATION_RULES } },
    'simulate-automation-rules': {
      path: '/v1/automation-rules/simulate',
      body: { rules: AUTOMATION_RULES, orderId: scene.orderId, event: { type: 'placed' } },
    },
    'list-automation-runs': { path: '/v1/automation-runs?ruleId=gifts' },
    'split-order': {
      path: `${order}/split`,
      body: {
        groups: [[{ lineId, quantity: 1 }], [{ lineId, quantity: 1 }]],
      },
    },
    'merge-orders': {
      path: '/v1/orders/merge',
      body: { orderIds: [scene.orderId, 'ord_01J00000000000000000000000'] },
    },
    'cancel-order': { path: `${order}/cancel`, body: { reason: 'changed my mind' } },
    'complete-order': { path: `${order}/complete`, body: { note: 'thank you' } },
    'open-payment': { path: `${order}/payments`, body: { method: 'card', amount: money } },
    'capture-payment': {
      path: `${order}/payments/${scene.paymentId}/capture`,
      body: { amount: money, reference: 'statement 1' },
    },
    'refund-order': {
      path: `${order}/refunds`,
      body: { lines: [{ lineId, quantity: 1 }], reason: 'broken' },
    },
    'settle-refund': {
      path: `${order}/refunds/${scene.refundId}/settle`,
      body: { reference: 'statement 2' },
    },
    'list-fulfilments': { path: `/v1/fulfilments?locationId=${locationId}` },
    'get-fulfilment': { path: fulfilment },
    'release-fulfilment': { path: `${fulfilment}/release`, body: {} },
    'pick-fulfilment': { path: `${fulfilment}/pick`, body: { lines: [{ lineId, picked: 1 }] } },
    'create-waybill': {
      path: `${fulfilment}/waybill`,
      body: { carrier: 'generic', service: 'next day', trackingNumber: 'TRACK-1' },
    },
    'ship-fulfilment': {
      path: `${fulfilment}/ship`,
      body: { carrier: 'generic', trackingNumber: 'TRACK-1' },
    },
    'reject-fulfilment': {
      path: `${fulfilment}/reject`,
      body: { code: 'too_busy', note: 'no hands', lines: [{ lineId, quantity: 1 }] },
    },
    'get-sourcing-rules': { path: '/v1/sourcing-rules' },
    'put-sourcing-rules': { path: '/v1/sourcing-rules', body: SOURCING_RULES },
    'simulate-sourcing': {
      path: '/v1/sourcing/simulate',
      body: {
        lines: [{ sku, quantity: 1 }],
        shippingAddress: { country: 'GB', province: 'England', postalCode: 'SW1Y 4LE' },
        delivery: { method: 'standard', preferredLocationIds: [locationId] },
        channel: 'storefront',
        at: '2026-01-01T00:00:00Z',
        rules: SOURCING_RULES,
      },
    },
    'explain-sourcing': { path: `${order}/sourcing` },
    ...PROMOTION_REQUESTS,
    'put-carrier': { path: '/v1/carriers/attacked-carrier', body: A_CARRIER },
    'get-carrier': { path: '/v1/carriers/attacked-carrier' },
    'list-carriers': { path: '/v1/carriers' },
    'rate-fulfilment': { path: `${fulfilment}/rates` },
    'get-parcel-label': {
      path: `${fulfilment}/parcels/par_01J00000000000000000000000_101/label`,
    },
    'track-order': { path: '/v1/track?number=240701-ABC123&phone=%2B447700900123' },
    'put-product': {
      path: `/v1/products/${sku}`,
      body: {
        name: 'Lantern',
        price: money,
        cost: money,
        weightGrams: 300,
        traits: ['fragile'],
        substitutes: ['OTHER'],
        safetyStock: 0,
        stockShards: 1,
        active: true,
      },
    },
    'get-product': { path: `/v1/products/${sku}` },
    'list-products': { path: '/v1/products' },
    'receive-stock': {
      path: '/v1/inventory/receipts',
      body: { locationId, lines: [{ sku, quantity: 1, unitCost: money }], reference: 'DN-1' },
    },
    'adjust-stock': {
      path: '/v1/inventory/adjustments',
      body: { locationId, sku, delta: 1, reason: 'found' },
    },
    'get-inventory': { path: `/v1/inventory/${sku}` },
    'list-movements': { path: `/v1/inventory/${sku}/movements` },
    ...lawfulStockRequests(scene),
    ...lawfulWarehouseRequests(scene),
    ...lawfulWaveRequests(scene),
    ...lawfulSpecialRequests(scene),
    'put-location': {
      path: `/v1/locations/${locationId}`,
      body: {
        name: 'Main',
        kind: 'warehouse',
        address: { country: 'GB', city: 'London', line1: '1 Dock Road' },
        active: true,
        dailyCapacity: 100,
        cutOff: '16:00',
      },
    },
    'get-location': { path: `/v1/locations/${locationId}` },
    'list-locations': { path: '/v1/locations' },
    ...lawfulCustomerRequests(scene),
    'get-review-rules': { path: '/v1/review-rules' },
    'put-review-rules': { path: '/v1/review-rules', body: { rules: REVIEW_RULES } },
    'simulate-review-rules': {
      path: '/v1/review-rules/simulate',
      body: { rules: REVIEW_RULES, from: '2024-01-01T00:00:00Z', to: '2030-01-01T00:00:00Z', limit: 10 },
    },
    'get-policy': { path: '/v1/policies/default' },
    'put-policy': {
      path: '/v1/policies/attacked-shop',
      body: {
        payment: { remindAfterHours: [1], cancelAfterHours: 48 },
        pricing: { shippingFee: { CNY: 0 }, pricesIncludeTax: true },
      },
    },
    'list-rejections': { path: '/v1/intake/rejections' },
    'put-stock-feed': {
      path: '/v1/channels/generic/attacked-shop/stock-feed',
      body: { url: 'https://shop.example.com/stock', buffer: 2, share: 50, skus: [sku], active: false },
    },
    'get-stock-feed': { path: '/v1/channels/generic/attacked-shop/stock-feed' },
    'resync-stock-feed': {
      path: '/v1/channels/generic/attacked-shop/stock-feed/resync',
      body: { all: true },
    },
    'receive-channel-event': {
      path: '/v1/webhooks/channels/generic/shop-1',
      body: aChannelEvent('created', aChannelOrder(externalId, [{ sku, quantity: 1 }])),
    },
    'receive-payment-event': {
      path: '/v1/webhooks/payments/simulator',
      body: {
        id: unique(),
        event: 'payment.failed',
        paymentId: scene.paymentId,
        ...money,
        providerReference: unique(),
        occurredAt: '2026-01-01T00:00:00Z',
      },
    },
    'receive-carrier-event': {
      path: '/v1/webhooks/carriers/generic',
      body: {
        id: unique(),
        carrier: scene.parcel.carrier,
        trackingNumber: scene.parcel.trackingNumber,
        events: [{ status: 'in_transit', at: '2026-01-01T00:00:00Z', place: 'Dover', note: 'wet' }],
      },
    },
    'check-health': { path: '/v1/health' },
    'get-openapi': { path: '/openapi.json' },
    'get-docs': { path: '/docs' },
  };
};
