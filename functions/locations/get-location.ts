import { notFound } from '../../shared/kernel/problem.ts';
import { findLocation } from '../../shared/locations/effects/location-store.ts';
import { getLocationOperation } from '../../shared/locations/location-operations.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(getLocationOperation, async ({ params }, { table }) => {
  const location = await findLocation(table, params.id);
  return location ? ok(location, location.version) : notFound('location');
});
