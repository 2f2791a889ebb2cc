import { notFound } from '../../shared/kernel/problem.ts';
import { productionAnswer } from '../../shared/production/effects/answer-production-step.ts';
import { findProduction } from '../../shared/production/effects/production-store.ts';
import { getProductionOperation } from '../../shared/production/production-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(getProductionOperation, async ({ params }, { table }) => {
  const production = await findProduction(table, params.id);
  return production ? productionAnswer(production) : notFound('production');
});
