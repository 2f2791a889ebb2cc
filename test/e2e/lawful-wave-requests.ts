import type { Lawful, Scene } from './lawful-requests.ts';

const wave = '/v1/waves/wav_01J00000000000000000000000';
const manifest = '/v1/manifests/man_01J00000000000000000000000';

/** A request of each operation of waves, packing, manifests and bins, by the operation's id. */
export const lawfulWaveRequests = ({
  sku,
  locationId,
  fulfilmentId,
  lineId,
}: Scene): Readonly<Record<string, Lawful>> => ({
  'pack-fulfilment': {
    path: `/v1/fulfilments/${fulfilmentId}/pack`,
    body: { parcels: [{ weightGrams: 400, lines: [{ lineId, quantity: 1 }] }], confirmWeight: true },
  },
  'create-wave': { path: '/v1/waves', body: { locationId, maxOrders: 10, by: 'carrier' } },
  'list-waves': { path: `/v1/waves?locationId=${locationId}&status=open` },
  'get-wave': { path: wave },
  'get-pick-list': { path: `${wave}/pick-list` },
  'export-pick-list': { path: `${wave}/pick-list/csv` },
  'print-pick-list': { path: `${wave}/pick-list/pdf?part=1` },
  'pick-wave': {
    path: `${wave}/pick`,
    body: { lines: [{ fulfilmentId, lineId, picked: 1 }], others: 'later' },
  },
  'cancel-wave': { path: `${wave}/cancel`, body: {} },
  'create-manifest': {
    path: '/v1/manifests',
    body: { locationId, carrier: 'generic', maxOrders: 10 },
  },
  'list-manifests': { path: `/v1/manifests?locationId=${locationId}&status=open` },
  'get-manifest': { path: manifest },
  'print-manifest': { path: `${manifest}/pdf` },
  'ship-manifest': { path: `${manifest}/ship`, body: {} },
  'cancel-manifest': { path: `${manifest}/cancel`, body: {} },
  'put-bins': { path: `/v1/locations/${locationId}/bins`, body: { bins: [{ sku, bin: 'A-03-02-1' }] } },
  'get-bins': { path: `/v1/locations/${locationId}/bins` },
});
