import { isProblem, notFound } from '../../shared/kernel/problem.ts';
import { findLocation } from '../../shared/locations/effects/location-store.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { readSecret } from '../../shared/runtime/secrets.ts';
import { getBinsOperation } from '../../shared/waves/bin-operations.ts';
import { listBins } from '../../shared/waves/effects/bin-store.ts';

export const handler = httpHandler(getBinsOperation, async ({ params, query }, { table, now }) => {
  const key = await readSecret('CURSOR_KEY_ID', now());
  const [location, page] = await Promise.all([
    findLocation(table, params.id),
    listBins(table, params.id, { ...query, query: `bins ${params.id}`, key }),
  ]);
  if (isProblem(page)) return page;
  return location ? ok(page) : notFound('location');
});
