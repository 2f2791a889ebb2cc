import { putCarrierOperation } from '../../shared/carriers/carrier-operations.ts';
import { saveCarrier } from '../../shared/carriers/effects/carrier-store.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { replacementAnswer } from '../../shared/runtime/replace-document.ts';

export const handler = httpHandler(putCarrierOperation, async ({ params, body, ifMatch }, deps) =>
  replacementAnswer(await saveCarrier(deps, params.id, body, ifMatch), (carrier) => carrier),
);
