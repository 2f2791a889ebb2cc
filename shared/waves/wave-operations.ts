import * as z from 'zod';
import { fulfilmentIdSchema, lineName } from '../fulfilment/fulfilment-schema.ts';
import { type Role, STAFF } from '../kernel/actor.ts';
import { operation } from '../kernel/operation.ts';
import { pageOf, pageQuery } from '../kernel/page.ts';
import { locationIdSchema, skuSchema } from '../orders/order-schema.ts';
import { MOST_LINES, WAVE_GROUPS } from './gathering.ts';
import {
  gatheringSchema,
  gatheringStatusSchema,
  gatheringSummarySchema,
  mostSchema,
  pickRowSchema,
  pickWishSchema,
  waveIdSchema,
} from './wave-schema.ts';

const BY_ID = z.strictObject({ id: waveIdSchema });
const tag = 'waves';
const WAREHOUSE: readonly Role[] = ['warehouse', 'admin'];

/** The most urgent work that nobody has taken; grouped, it is all of the group that the most urgent one belongs to. */
export const createWaveOperation = operation({
  id: 'create-wave',
  method: 'POST',
  path: '/v1/waves',
  summary: 'Take released fulfilments of a location to be picked together',
  tag,
  roles: WAREHOUSE,
  body: z.strictObject({
    locationId: locationIdSchema,
    maxOrders: mostSchema.default(50),
    by: z.enum(WAVE_GROUPS).optional(),
  }),
  answer: gatheringSchema,
  status: 201,
  idempotent: true,
  problems: ['nothing_to_gather', 'worked_outside', 'version_conflict'],
});

export const listWavesOperation = operation({
  id: 'list-waves',
  method: 'GET',
  path: '/v1/waves',
  summary: 'List a location’s waves in a state, newest first',
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

export const getWaveOperation = operation({
  id: 'get-wave',
  method: 'GET',
  path: '/v1/waves/{id}',
  summary: 'Read a wave: how far each of its fulfilments is, and which dropped out',
  tag,
  roles: STAFF,
  params: BY_ID,
  answer: gatheringSchema,
  status: 200,
  problems: ['not_found'],
});

const pickList = {
  method: 'GET',
  tag,
  roles: WAREHOUSE,
  params: BY_ID,
  status: 200,
  problems: ['not_found'],
} as const;

export const getPickListOperation = operation({
  ...pickList,
  id: 'get-pick-list',
  path: '/v1/waves/{id}/pick-list',
  summary: 'What is still to be picked for a wave, in walking order',
  answer: z.object({
    waveId: z.string(),
    locationId: z.string(),
    rows: z.array(pickRowSchema),
    wishes: z.array(pickWishSchema),
  }),
});

export const exportPickListOperation = operation({
  ...pickList,
  id: 'export-pick-list',
  path: '/v1/waves/{id}/pick-list/csv',
  summary: 'The same as CSV',
  answer: z.string(),
  mediaType: 'text/csv',
});

export const printPickListOperation = operation({
  ...pickList,
  id: 'print-pick-list',
  path: '/v1/waves/{id}/pick-list/pdf',
  summary: 'The same to be printed, 100 stops a part',
  query: z.strictObject({
    part: z
      .string()
      .regex(/^[1-9]\d?$/, { error: 'is not a part’s number' })
      .transform(Number)
      .default(1),
  }),
  answer: z.string().meta({ format: 'binary' }),
  mediaType: 'application/pdf',
});

const picked = z.int().min(0).max(1_000_000);

/** Figures are totals of the wave, or of one fulfilment’s line; saying them again changes nothing. */
export const pickWaveOperation = operation({
  id: 'pick-wave',
  method: 'POST',
  path: '/v1/waves/{id}/pick',
  summary: 'Note what was picked for a wave; what is missing is the least urgent order’s',
  tag,
  roles: WAREHOUSE,
  params: BY_ID,
  body: z.strictObject({
    lines: z
      .array(
        z.union([
          z.strictObject({ sku: skuSchema, picked }),
          z.strictObject({ fulfilmentId: fulfilmentIdSchema, ...lineName, picked }),
        ]),
      )
      .max(MOST_LINES)
      .default([]),
    /** Of what is not named, all was found, or nobody has looked yet; what was missed is found when it is named. */
    others: z.enum(['picked', 'later']).default('later'),
  }),
  answer: z.object({
    results: z.array(
      z.object({
        position: z.int(),
        fulfilmentId: z.string(),
        result: z.enum(['picked', 'short', 'waiting', 'refused']),
        code: z.string().optional(),
        detail: z.string().optional(),
      }),
    ),
    wave: gatheringSchema,
  }),
  status: 200,
  idempotent: true,
  problems: ['not_found', 'illegal_transition', 'version_conflict'],
});

export const cancelWaveOperation = operation({
  id: 'cancel-wave',
  method: 'POST',
  path: '/v1/waves/{id}/cancel',
  summary: 'Give a wave up; what nothing was done with is free for another one',
  tag,
  roles: WAREHOUSE,
  params: BY_ID,
  body: z.strictObject({}),
  bodyOptional: true,
  answer: gatheringSchema,
  status: 200,
  idempotent: true,
  problems: ['not_found', 'illegal_transition', 'version_conflict'],
});
