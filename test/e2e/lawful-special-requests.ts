import type { Lawful, Scene } from './lawful-requests.ts';

const production = '/v1/productions/prd_01J00000000000000000000000_1';

/** A request of each operation of special orders, and of goods that are fetched, by the operation's id. */
export const lawfulSpecialRequests = ({
  orderId,
  locationId,
  fulfilmentId,
}: Pick<Scene, 'orderId' | 'locationId' | 'fulfilmentId'>): Readonly<Record<string, Lawful>> => ({
  'confirm-step': { path: `/v1/orders/${orderId}/confirmations/artwork`, body: { note: 'by telephone' } },
  'hand-out-fulfilment': { path: `/v1/fulfilments/${fulfilmentId}/hand-out`, body: { code: '000000' } },
  'arrive-at-store': { path: `/v1/fulfilments/${fulfilmentId}/arrive`, body: {} },
  'renew-pickup-code': { path: `/v1/fulfilments/${fulfilmentId}/pickup-code`, body: {} },
  'list-productions': { path: `/v1/productions?status=requested&locationId=${locationId}` },
  'get-production': { path: production },
  'start-production': { path: `${production}/start`, body: { reference: 'WO-1' } },
  'finish-production': { path: `${production}/ready`, body: { locationId } },
  'delay-production': {
    path: `${production}/delay`,
    body: { expectedAt: '2030-01-01T00:00:00Z', reason: 'the kiln broke' },
  },
});
