import { findWithBody } from '../../shared/fulfilment/effects/fulfilment-store.ts';
import { getFulfilmentOperation } from '../../shared/fulfilment/fulfilment-operations.ts';
import { wishesOf } from '../../shared/fulfilment/wishes-of.ts';
import { notFound } from '../../shared/kernel/problem.ts';
import { fulfilmentView } from '../../shared/orders/order-view.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(getFulfilmentOperation, async ({ params }, { table }) => {
  const found = await findWithBody(table, params.id);
  if (!found) return notFound('fulfilment');
  const { fulfilment, body } = found;
  return ok({ ...fulfilmentView(fulfilment), wishes: wishesOf(body) }, fulfilment.version);
});
