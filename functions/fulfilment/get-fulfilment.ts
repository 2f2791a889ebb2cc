import { fulfilmentAnswer } from '../../shared/fulfilment/effects/answer-fulfilment-step.ts';
import { findFulfilment } from '../../shared/fulfilment/effects/fulfilment-store.ts';
import { getFulfilmentOperation } from '../../shared/fulfilment/fulfilment-operations.ts';
import { notFound } from '../../shared/kernel/problem.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(getFulfilmentOperation, async ({ params }, { table }) => {
  const fulfilment = await findFulfilment(table, params.id);
  return fulfilment ? fulfilmentAnswer(fulfilment) : notFound('fulfilment');
});
