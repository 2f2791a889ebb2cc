import * as z from 'zod';
import { carrierSchema as carrierIdSchema, fulfilmentIdSchema } from '../fulfilment/fulfilment-schema.ts';
import { type Role, STAFF } from '../kernel/actor.ts';
import { instantSchema } from '../kernel/clock.ts';
import { moneySchema } from '../kernel/money.ts';
import { operation } from '../kernel/operation.ts';
import { pageOf, pageQuery } from '../kernel/page.ts';
import { carrierAnswerSchema, putCarrierSchema } from './carrier-schema.ts';
import { REASONS } from './price-service.ts';

const BY_ID = z.strictObject({ id: carrierIdSchema });
const tag = 'carriers';
const WAREHOUSE: readonly Role[] = ['warehouse', 'service_agent', 'sales_manager', 'admin'];

/** Describes a carrier: from then on waybills are given to whom it is cheapest with, among all that are described. */
export const putCarrierOperation = operation({
  id: 'put-carrier',
  method: 'PUT',
  path: '/v1/carriers/{id}',
  summary: 'Create (201) or replace (200) a carrier: its services, zones and prices',
  tag,
  roles: ['sales_manager'],
  params: BY_ID,
  body: putCarrierSchema,
  answer: carrierAnswerSchema,
  status: 200,
  problems: ['precondition_failed', 'version_conflict', 'too_many_carriers'],
});

export const getCarrierOperation = operation({
  id: 'get-carrier',
  method: 'GET',
  path: '/v1/carriers/{id}',
  summary: 'Read a carrier',
  tag,
  roles: STAFF,
  params: BY_ID,
  answer: carrierAnswerSchema,
  status: 200,
  problems: ['not_found'],
});

export const listCarriersOperation = operation({
  id: 'list-carriers',
  method: 'GET',
  path: '/v1/carriers',
  summary: 'List the carriers, by id',
  tag,
  roles: STAFF,
  query: z.strictObject(pageQuery),
  answer: pageOf(carrierAnswerSchema),
  status: 200,
});

const reason = z.enum(REASONS);

/** What a waybill made now would be given to, and why: every service with its price, and what speaks against it. */
export const rateFulfilmentOperation = operation({
  id: 'rate-fulfilment',
  method: 'GET',
  path: '/v1/fulfilments/{id}/rates',
  summary:
    'Compare the carriers for a fulfilment: costs, times, what speaks against them, which one is chosen',
  tag,
  roles: WAREHOUSE,
  params: z.strictObject({ id: fulfilmentIdSchema }),
  query: z.strictObject({ deliverBy: instantSchema.optional() }),
  answer: z.lazy(() => {
    const candidate = z.object({
      carrier: z.string(),
      service: z.string(),
      zone: z.string().optional(),
      cost: moneySchema.optional(),
      leavesAt: instantSchema,
      arrivesAt: instantSchema.optional(),
      reasons: z.array(reason),
    });
    return z.object({
      candidates: z.array(candidate),
      chosen: candidate.optional(),
      wish: z
        .object({
          asked: z.string(),
          honoured: z.boolean(),
          why: z.array(z.union([reason, z.literal('unknown_carrier'), z.literal('not_active')])).optional(),
        })
        .optional(),
      parcels: z.array(z.object({ grams: z.int(), traits: z.array(z.string()), value: moneySchema })),
      cod: moneySchema.optional(),
    });
  }),
  status: 200,
  problems: ['not_found'],
});

/** The label as a PDF of 100 × 150 mm: for whom, by whom, bar code, what to collect. */
export const getParcelLabelOperation = operation({
  id: 'get-parcel-label',
  method: 'GET',
  path: '/v1/fulfilments/{id}/parcels/{parcelId}/label',
  summary: 'Print a parcel’s label',
  tag,
  roles: WAREHOUSE,
  params: z.strictObject({
    id: fulfilmentIdSchema,
    parcelId: z
      .string()
      .regex(/^par_[0-9A-HJKMNP-TV-Z]{26}_[1-9][0-9]{0,5}$/, { error: 'is not a parcel id' }),
  }),
  answer: z.string().meta({ format: 'binary' }),
  mediaType: 'application/pdf',
  status: 200,
  problems: ['not_found'],
});
