import * as z from 'zod';
import { STAFF } from '../kernel/actor.ts';
import { operation } from '../kernel/operation.ts';
import { pageOf, pageQuery } from '../kernel/page.ts';
import { locationIdSchema } from '../orders/order-schema.ts';
import { locationSchema, putLocationSchema } from './location-schema.ts';

const BY_ID = z.strictObject({ id: locationIdSchema });
const tag = 'locations';

/** Creates or replaces a location; one that is made inactive sells nothing from then on. */
export const putLocationOperation = operation({
  id: 'put-location',
  method: 'PUT',
  path: '/v1/locations/{id}',
  summary: 'Create (201) or replace (200) a location',
  tag,
  roles: ['sales_manager'],
  params: BY_ID,
  body: putLocationSchema,
  answer: locationSchema,
  status: 200,
  problems: ['precondition_failed', 'version_conflict'],
});

export const getLocationOperation = operation({
  id: 'get-location',
  method: 'GET',
  path: '/v1/locations/{id}',
  summary: 'Read a location',
  tag,
  roles: STAFF,
  params: BY_ID,
  answer: locationSchema,
  status: 200,
  problems: ['not_found'],
});

/** All locations, by id. */
export const listLocationsOperation = operation({
  id: 'list-locations',
  method: 'GET',
  path: '/v1/locations',
  summary: 'List the locations, by id',
  tag,
  roles: STAFF,
  query: z.strictObject(pageQuery),
  answer: pageOf(locationSchema),
  status: 200,
});
