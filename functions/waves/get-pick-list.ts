import { isProblem } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { loadPickList } from '../../shared/waves/effects/load-pick-list.ts';
import { getPickListOperation } from '../../shared/waves/wave-operations.ts';

export const handler = httpHandler(getPickListOperation, async ({ params }, { table }) => {
  const list = await loadPickList(table, params.id);
  if (isProblem(list)) return list;
  return ok({ waveId: list.wave.id, locationId: list.wave.locationId, rows: list.rows, wishes: list.wishes });
});
