import { isProblem, notFound } from '../../shared/kernel/problem.ts';
import { findLocation } from '../../shared/locations/effects/location-store.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { putBinsOperation } from '../../shared/waves/bin-operations.ts';
import { saveBins } from '../../shared/waves/effects/bin-store.ts';

export const handler = httpHandler(putBinsOperation, async ({ params, body }, deps) => {
  if (!(await findLocation(deps.table, params.id))) return notFound('location');
  const refused = await saveBins(deps, params.id, body.bins);
  return isProblem(refused) ? refused : ok({ locationId: params.id, saved: body.bins.length });
});
