import * as z from 'zod';
import { type Role, STAFF } from '../kernel/actor.ts';
import { operation } from '../kernel/operation.ts';
import { pageOf, pageQuery } from '../kernel/page.ts';
import { fulfilmentSchema } from '../orders/order-answers.ts';
import { locationIdSchema, quantitySchema, text } from '../orders/order-schema.ts';
import {
  carrierSchema,
  fulfilmentIdSchema,
  fulfilmentStatusSchema,
  lineName,
  trackingNumberSchema,
} from './fulfilment-schema.ts';

const BY_ID = z.strictObject({ id: fulfilmentIdSchema });
const tag = 'fulfilments';
const WAREHOUSE: readonly Role[] = ['warehouse', 'admin'];
/** As many as an order has. */
const MAX_LINES = 1000;
/** Each takes a place in the transaction that makes them. */
const MAX_PARCELS = 50;
const trackingNumbers = z.array(trackingNumberSchema).min(1).max(MAX_PARCELS).optional();

/** What all steps of a warehouse share: the same step again answers the same, any other that is not its turn is refused. */
const step = <Body extends z.ZodType>(
  id: string,
  name: string,
  body: Body,
  rest: { summary: string; roles?: readonly Role[]; bodyOptional?: true; problems?: readonly string[] },
) =>
  operation({
    id,
    method: 'POST',
    path: `/v1/fulfilments/{id}/${name}`,
    tag,
    roles: WAREHOUSE,
    params: BY_ID,
    body,
    answer: fulfilmentSchema,
    status: 200,
    idempotent: true,
    ...rest,
    problems: [
      'not_found',
      'illegal_transition',
      'order_on_hold',
      'version_conflict',
      'precondition_failed',
      ...(rest.problems ?? []),
    ],
  });

/** The work of a location in handling order (B7). */
export const listFulfilmentsOperation = operation({
  id: 'list-fulfilments',
  method: 'GET',
  path: '/v1/fulfilments',
  summary: 'List a location’s fulfilments of a status, in handling order',
  tag,
  roles: STAFF,
  query: z.strictObject({
    locationId: locationIdSchema,
    status: fulfilmentStatusSchema.default('released'),
    ...pageQuery,
  }),
  answer: pageOf(fulfilmentSchema),
  status: 200,
});

export const getFulfilmentOperation = operation({
  id: 'get-fulfilment',
  method: 'GET',
  path: '/v1/fulfilments/{id}',
  summary: 'Read a fulfilment',
  tag,
  roles: STAFF,
  params: BY_ID,
  answer: fulfilmentSchema,
  status: 200,
  problems: ['not_found'],
});

export const releaseFulfilmentOperation = step('release-fulfilment', 'release', z.strictObject({}), {
  summary: 'Give an allocated fulfilment to the warehouse',
  problems: ['confirmation_missing'],
  roles: [...WAREHOUSE, 'service_agent', 'sales_manager'],
  bodyOptional: true,
});

export const pickFulfilmentOperation = step(
  'pick-fulfilment',
  'pick',
  z.strictObject({
    lines: z
      .array(z.strictObject({ ...lineName, picked: z.int().min(0).max(1_000_000) }))
      .min(1)
      .max(MAX_LINES),
  }),
  { summary: 'Note what was taken from the shelves; less than all is an exception' },
);

const box = z.strictObject({
  weightGrams: z.int().min(1).max(100_000_000).optional(),
  lines: z
    .array(z.strictObject({ ...lineName, quantity: quantitySchema }))
    .min(1)
    .max(MAX_LINES)
    .optional(),
});

/** In one box where nothing is said; else each box becomes a parcel with a waybill of its own. */
export const packFulfilmentOperation = step(
  'pack-fulfilment',
  'pack',
  z.strictObject({
    parcels: z.array(box).min(1).max(MAX_PARCELS).optional(),
    /** A person looked into parcels that do not weigh what their goods do: they are right. */
    confirmWeight: z.boolean().optional(),
  }),
  {
    summary: 'Note that it is in its box, or what lies in which; weights are held against the goods',
    bodyOptional: true,
    problems: ['weight_differs'],
  },
);

export const createWaybillOperation = step(
  'create-waybill',
  'waybill',
  z.strictObject({
    carrier: carrierSchema.optional(),
    service: text(60).optional(),
    trackingNumber: trackingNumberSchema.optional(),
    trackingNumbers,
  }),
  {
    summary: 'Make its parcels: carrier and waybill numbers; a carrier with an API is asked for them',
    bodyOptional: true,
    problems: ['tracking_number_in_use', 'no_carrier', 'too_many_requests_for_waybills'],
  },
);

export const shipFulfilmentOperation = step(
  'ship-fulfilment',
  'ship',
  z.strictObject({
    carrier: carrierSchema.optional(),
    trackingNumber: trackingNumberSchema.optional(),
    trackingNumbers,
  }),
  {
    summary: 'Hand it over to the carrier; its stock leaves',
    bodyOptional: true,
    problems: ['tracking_number_in_use'],
  },
);
