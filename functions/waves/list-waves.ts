import { isProblem } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { readSecret } from '../../shared/runtime/secrets.ts';
import { listGatherings } from '../../shared/waves/effects/gathering-store.ts';
import { gatheringSummary } from '../../shared/waves/gathering-view.ts';
import { listWavesOperation } from '../../shared/waves/wave-operations.ts';

export const handler = httpHandler(listWavesOperation, async ({ query }, { table, now }) => {
  const { locationId, status, ...asked } = query;
  const page = await listGatherings(
    table,
    { kind: 'wave', locationId, status },
    { ...asked, query: `waves ${locationId} ${status}`, key: await readSecret('CURSOR_KEY_ID', now()) },
  );
  return isProblem(page) ? page : ok({ ...page, items: page.items.map(gatheringSummary) });
});
