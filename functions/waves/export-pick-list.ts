import { isProblem } from '../../shared/kernel/problem.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { loadPickList } from '../../shared/waves/effects/load-pick-list.ts';
import { pickListCsv } from '../../shared/waves/pick-list-csv.ts';
import { exportPickListOperation } from '../../shared/waves/wave-operations.ts';

export const handler = httpHandler(exportPickListOperation, async ({ params }, { table }) => {
  const list = await loadPickList(table, params.id);
  if (isProblem(list)) return list;
  return {
    status: 200,
    body: new TextEncoder().encode(pickListCsv(list.rows)),
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${params.id}.csv"`,
    },
  };
});
