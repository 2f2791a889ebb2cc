import { orderIdOfPart } from '../../shared/kernel/ids.ts';
import { isProblem, notFound } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { tellWarehouse } from '../../shared/warehouse/effects/tell-warehouse.ts';
import { sendWarehouseRequestOperation } from '../../shared/warehouse/warehouse-operations.ts';

export const handler = httpHandler(sendWarehouseRequestOperation, async ({ params }, deps) => {
  const orderId = orderIdOfPart('ful', params.id);
  const told = orderId === undefined ? notFound('fulfilment') : await tellWarehouse(deps, orderId, params.id);
  if (isProblem(told)) return told;
  const message = told.find(({ fulfilmentId }) => fulfilmentId === params.id);
  return message ? ok(message) : notFound('warehouse request');
});
