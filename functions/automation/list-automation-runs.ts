import { listAutomationRunsOperation } from '../../shared/automation/automation-operations.ts';
import { listRuns } from '../../shared/automation/effects/automation-run-store.ts';
import { isProblem, validationFailed } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { readSecret } from '../../shared/runtime/secrets.ts';

export const handler = httpHandler(listAutomationRunsOperation, async ({ query }, { table, now }) => {
  const { limit, cursor, ruleId, orderId } = query;
  if (ruleId === undefined && orderId === undefined)
    return validationFailed([{ path: '/ruleId', code: 'required', message: 'or orderId is needed' }]);
  const page = await listRuns(
    table,
    { ...(ruleId === undefined ? {} : { ruleId }), ...(orderId === undefined ? {} : { orderId }) },
    {
      limit,
      ...(cursor === undefined ? {} : { cursor }),
      key: await readSecret('CURSOR_KEY_ID', now()),
    },
  );
  return isProblem(page) ? page : ok(page);
});
