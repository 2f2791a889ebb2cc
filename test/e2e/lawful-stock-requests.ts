import type { Lawful, Scene } from './lawful-requests.ts';

const money = { amount: 1990, currency: 'CNY' };

/** A request of each operation of the stock room, by the operation's id. */
export const lawfulStockRequests = ({ sku, locationId }: Scene): Readonly<Record<string, Lawful>> => ({
  'expect-arrival': {
    path: '/v1/inventory/arrivals',
    body: {
      locationId,
      expectedAt: '2030-01-01T00:00:00Z',
      lines: [{ sku, quantity: 1, unitCost: money }],
      reference: 'PO-1',
    },
  },
  'get-arrival': { path: '/v1/inventory/arrivals/arr_01J00000000000000000000000' },
  'list-arrivals': { path: '/v1/inventory/arrivals?status=expected' },
  'close-arrival': {
    path: '/v1/inventory/arrivals/arr_01J00000000000000000000000/close',
    body: { reason: 'will not come' },
  },
  'report-damage': {
    path: '/v1/inventory/damages',
    body: { locationId, sku, quantity: 1, reason: 'fell down' },
  },
  'repair-stock': {
    path: '/v1/inventory/repairs',
    body: { locationId, sku, quantity: 1, reason: 'mended' },
  },
  'write-off-stock': {
    path: '/v1/inventory/write-offs',
    body: { locationId, sku, quantity: 1, reason: 'past mending' },
  },
  'create-transfer': {
    path: '/v1/inventory/transfers',
    body: {
      fromLocationId: locationId,
      toLocationId: 'elsewhere',
      lines: [{ sku, quantity: 1 }],
      reference: 'T-1',
      expectedAt: '2030-01-01T00:00:00Z',
    },
  },
  'dispatch-transfer': {
    path: '/v1/inventory/transfers/trf_01J00000000000000000000000/dispatch',
    body: { lines: [{ sku, quantity: 1 }], expectedAt: '2030-01-01T00:00:00Z' },
  },
  'receive-transfer': {
    path: '/v1/inventory/transfers/trf_01J00000000000000000000000/receive',
    body: { lines: [{ sku, received: 1, damaged: 0, lost: 0 }] },
  },
  'cancel-transfer': {
    path: '/v1/inventory/transfers/trf_01J00000000000000000000000/cancel',
    body: {},
  },
  'get-transfer': { path: '/v1/inventory/transfers/trf_01J00000000000000000000000' },
  'list-transfers': { path: '/v1/inventory/transfers?status=dispatched' },
  'open-count': {
    path: '/v1/inventory/counts',
    body: { locationId, skus: [sku], reference: 'C-1' },
  },
  'submit-count': {
    path: '/v1/inventory/counts/cnt_01J00000000000000000000000/submit',
    body: { lines: [{ sku, counted: 1, countedAt: '2026-01-01T00:00:00Z' }] },
  },
  'approve-count': {
    path: '/v1/inventory/counts/cnt_01J00000000000000000000000/approve',
    body: { note: 'looked again' },
  },
  'reject-count': {
    path: '/v1/inventory/counts/cnt_01J00000000000000000000000/reject',
    body: { note: 'cannot be' },
  },
  'get-count': { path: '/v1/inventory/counts/cnt_01J00000000000000000000000' },
  'list-counts': { path: '/v1/inventory/counts?status=submitted' },
  'import-stock': {
    path: '/v1/inventory/imports',
    body: { mode: 'add', csv: `sku,locationId,delta\r\n${sku},${locationId},1\r\n`, reason: 'moved in' },
  },
  'get-import': { path: '/v1/inventory/imports/imp_01J00000000000000000000000' },
  'list-import-errors': { path: '/v1/inventory/imports/imp_01J00000000000000000000000/errors' },
  'export-stock': { path: `/v1/inventory/export?locationId=${locationId}` },
});
