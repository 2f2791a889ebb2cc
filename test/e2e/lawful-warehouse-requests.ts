import { unique } from '../builders/an-order-request.ts';
import type { Lawful, Scene } from './lawful-requests.ts';

/** A request of each operation between us and outside warehouses, by the operation's id. */
export const lawfulWarehouseRequests = ({
  sku,
  locationId,
  fulfilmentId,
}: Scene): Readonly<Record<string, Lawful>> => ({
  'get-message-schema': { path: '/v1/schemas/warehouse-request' },
  'confirm-warehouse-work': {
    path: '/v1/warehouse/confirmations',
    body: {
      version: 1,
      messageId: unique(),
      type: 'accepted',
      locationId,
      fulfilmentId,
      at: '2026-01-01T00:00:00Z',
    },
  },
  'list-warehouse-confirmations': { path: '/v1/warehouse/confirmations?status=refused' },
  'report-warehouse-stock': {
    path: `/v1/warehouse/${locationId}/stock-reports`,
    body: {
      reference: 'attacked',
      asOf: '2026-01-01T00:00:00Z',
      part: 1,
      parts: 2,
      lines: [{ sku, onHand: 5 }],
      openFulfilments: [fulfilmentId],
    },
  },
  'get-stock-report': { path: `/v1/warehouse/${locationId}/stock-reports/attacked` },
  'count-stock-report': { path: `/v1/warehouse/${locationId}/stock-reports/attacked/counts`, body: {} },
  'send-warehouse-request': { path: `/v1/warehouse/requests/${fulfilmentId}/send`, body: {} },
});
