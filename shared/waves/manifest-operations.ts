import * as z from 'zod';
import { carrierSchema } from '../fulfilment/fulfilment-schema.ts';
import { type Role, STAFF } from '../kernel/actor.ts';
import { operation } from '../kernel/operation.ts';
import { pageOf, pageQuery } from '../kernel/page.ts';
import { locationIdSchema } from '../orders/order-schema.ts';
import {
  gatheringSchema,
  gatheringStatusSchema,
  gatheringSummarySchema,
  manifestIdSchema,
  mostSchema,
} from './wave-schema.ts';

const BY_ID = z.strictObject({ id: manifestIdSchema });
const tag = 'manifests';
const WAREHOUSE: readonly Role[] = ['warehouse', 'admin'];

/** What waits with its waybill for this carrier and is on no other manifest. */
export const createManifestOperation = operation({
  id: 'create-manifest',
  method: 'POST',
  path: '/v1/manifests',
  summary: 'Gather a carrier’s parcels of a location for one hand-over',
  tag,
  roles: WAREHOUSE,
  body: z.strictObject({
    locationId: locationIdSchema,
    carrier: carrierSchema,
    maxOrders: mostSchema.default(200),
  }),
  answer: gatheringSchema,
  status: 201,
  idempotent: true,
  problems: ['nothing_to_gather', 'worked_outside', 'version_conflict'],
});

export const listManifestsOperation = operation({
  id: 'list-manifests',
  method: 'GET',
  path: '/v1/manifests',
  summary: 'List a location’s manifests in a state, newest first',
  tag,
  roles: STAFF,
  query: z.strictObject({
    locationId: locationIdSchema,
    status: gatheringStatusSchema.default('open'),
    ...pageQuery,
  }),
  answer: pageOf(gatheringSummarySchema),
  status: 200,
});

const one = { tag, params: BY_ID, status: 200 } as const;

export const getManifestOperation = operation({
  ...one,
  id: 'get-manifest',
  method: 'GET',
  path: '/v1/manifests/{id}',
  summary: 'Read a manifest with its parcels',
  roles: STAFF,
  answer: gatheringSchema,
  problems: ['not_found'],
});

export const printManifestOperation = operation({
  ...one,
  id: 'print-manifest',
  method: 'GET',
  path: '/v1/manifests/{id}/pdf',
  summary: 'The same to be printed and signed',
  roles: WAREHOUSE,
  answer: z.string().meta({ format: 'binary' }),
  mediaType: 'application/pdf',
  problems: ['not_found'],
});

/** One that cannot leave stops no other: it is named in `leftBehind`, and free for another manifest. */
export const shipManifestOperation = operation({
  ...one,
  id: 'ship-manifest',
  method: 'POST',
  path: '/v1/manifests/{id}/ship',
  summary: 'Hand a manifest’s parcels over; their stock leaves',
  roles: WAREHOUSE,
  body: z.strictObject({}),
  bodyOptional: true,
  answer: gatheringSchema,
  idempotent: true,
  problems: ['not_found', 'illegal_transition', 'version_conflict'],
});

export const cancelManifestOperation = operation({
  ...one,
  id: 'cancel-manifest',
  method: 'POST',
  path: '/v1/manifests/{id}/cancel',
  summary: 'Give a manifest up; its parcels are free for another one',
  roles: WAREHOUSE,
  body: z.strictObject({}),
  bodyOptional: true,
  answer: gatheringSchema,
  idempotent: true,
  problems: ['not_found', 'illegal_transition', 'version_conflict'],
});
