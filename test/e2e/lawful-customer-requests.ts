import { anAddress } from '../builders/an-order-request.ts';
import type { Lawful, Scene } from './lawful-requests.ts';

const TIER_RULES = [{ name: 'many', when: { '>=': [{ var: 'habits.orders' }, 3] }, tier: 'A' }];

/** A request of each operation on customers that the system takes. */
export const lawfulCustomerRequests = ({ customerId, sku }: Scene): Readonly<Record<string, Lawful>> => {
  const customer = `/v1/customers/${customerId}`;
  return {
    'put-customer': {
      path: customer,
      body: {
        name: 'Ada Lovelace',
        phone: '+447700900123',
        email: 'ada@example.com',
        language: 'en',
        tier: 'B',
        contacts: [{ kind: 'email', value: 'ada@example.com', verified: true }],
        preferences: { channels: ['email'] },
        reason: 'she called',
        addresses: [anAddress()],
      },
    },
    'get-customer': { path: customer },
    'find-customers': { path: '/v1/customers?phone=%2B447700900123' },
    'add-customer-note': {
      path: `${customer}/notes`,
      body: { text: 'calls in the evening' },
    },
    'get-customer-timeline': { path: `${customer}/timeline` },
    'list-customer-orders': { path: `${customer}/orders` },
    'merge-customers': {
      path: '/v1/customers/merge',
      body: { into: customerId, from: 'cus_attacked', reason: 'the same person' },
    },
    'unmerge-customer': {
      path: `${customer}/unmerge`,
      body: { reason: 'two persons after all' },
    },
    'recommend-for-customer': { path: `${customer}/recommendations` },
    'recommend-with-product': { path: `/v1/products/${sku}/recommendations` },
    'get-tier-rules': { path: '/v1/tier-rules' },
    'put-tier-rules': { path: '/v1/tier-rules', body: { rules: TIER_RULES } },
    'export-customer': { path: `${customer}/export` },
    'erase-customer': { path: '/v1/customers/cus_attacked/erase', body: { reason: 'asked for it' } },
  };
};
