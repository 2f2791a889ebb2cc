import { fontFolder } from '../../shared/carriers/effects/font-folder.ts';
import { isProblem, notFound } from '../../shared/kernel/problem.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { loadPickList } from '../../shared/waves/effects/load-pick-list.ts';
import { partsOf, pickSheet } from '../../shared/waves/sheets.ts';
import { printPickListOperation } from '../../shared/waves/wave-operations.ts';

export const handler = httpHandler(printPickListOperation, async ({ params, query }, { table, now }) => {
  const list = await loadPickList(table, params.id);
  if (isProblem(list)) return list;
  if (query.part > partsOf(list.rows.length)) return notFound('part');
  // Drawing is heavy, and not every call comes to it: it is a file of its own beside this one.
  const { drawSheet } = await import('../../shared/waves/effects/draw-sheet.ts');
  const sheet = pickSheet(list.wave, list, now().toISOString(), query.part);
  return {
    status: 200,
    body: await drawSheet(sheet, fontFolder(), now()),
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${params.id}.pdf"`,
    },
  };
});
