import { listImportErrors } from '../../shared/inventory/effects/import-items-store.ts';
import { findImport } from '../../shared/inventory/effects/import-store.ts';
import { listImportErrorsOperation } from '../../shared/inventory/import-operations.ts';
import { isProblem, notFound } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { readSecret } from '../../shared/runtime/secrets.ts';

export const handler = httpHandler(listImportErrorsOperation, async ({ params, query }, { table, now }) => {
  const key = await readSecret('CURSOR_KEY_ID', now());
  const [stored, page] = await Promise.all([
    findImport(table, params.id),
    listImportErrors(table, params.id, { ...query, query: `import errors ${params.id}`, key }),
  ]);
  if (isProblem(page)) return page;
  return stored ? ok(page) : notFound('import');
});
