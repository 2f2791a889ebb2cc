import { isProblem } from '../../shared/kernel/problem.ts';
import { listLocations } from '../../shared/locations/effects/location-store.ts';
import { listLocationsOperation } from '../../shared/locations/location-operations.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { readSecret } from '../../shared/runtime/secrets.ts';

export const handler = httpHandler(listLocationsOperation, async ({ query }, { table, now }) => {
  const key = await readSecret('CURSOR_KEY_ID', now());
  const page = await listLocations(table, { ...query, query: 'locations', key });
  return isProblem(page) ? page : ok(page);
});
