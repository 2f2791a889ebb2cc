import { busy, isProblem } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { takeConfirmation } from '../../shared/warehouse/effects/take-confirmation.ts';
import { confirmWarehouseWorkOperation } from '../../shared/warehouse/warehouse-operations.ts';

export const handler = httpHandler(confirmWarehouseWorkOperation, async ({ body, correlationId }, deps) => {
  const taken = await takeConfirmation(deps, body, correlationId);
  if (!isProblem(taken)) return ok(taken);
  // The order kept changing meanwhile: nothing is wrong with the confirmation.
  return taken.code === 'version_conflict' ? busy() : taken;
});
