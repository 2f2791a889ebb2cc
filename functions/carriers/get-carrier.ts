import { getCarrierOperation } from '../../shared/carriers/carrier-operations.ts';
import { findCarrier } from '../../shared/carriers/effects/carrier-store.ts';
import { notFound } from '../../shared/kernel/problem.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(getCarrierOperation, async ({ params }, { table }) => {
  const carrier = await findCarrier(table, params.id);
  return carrier ? ok(carrier, carrier.version) : notFound('carrier');
});
