import { isProblem } from '../../shared/kernel/problem.ts';
import { listSuggestions } from '../../shared/orders/effects/merge-suggestion-store.ts';
import { readSuggested } from '../../shared/orders/effects/read-suggested.ts';
import { listMergeSuggestionsOperation } from '../../shared/orders/listing/listing-operations.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { readSecret } from '../../shared/runtime/secrets.ts';

export const handler = httpHandler(listMergeSuggestionsOperation, async ({ query }, { table, now }) => {
  const { limit, cursor } = query;
  const page = await listSuggestions(table, {
    limit,
    ...(cursor === undefined ? {} : { cursor }),
    query: listMergeSuggestionsOperation.id,
    key: await readSecret('CURSOR_KEY_ID', now()),
  });
  if (isProblem(page)) return page;
  const { suggestions, ...rest } = page;
  return ok({ items: await readSuggested(table, suggestions), ...rest });
});
