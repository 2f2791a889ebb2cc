import { allOperations } from '../../shared/api/all-operations.ts';
import { openApiDocument } from '../../shared/api/openapi-document.ts';
import { getOpenapiOperation } from '../../shared/api/system-operations.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

let document: unknown;

/** Made once for each container, at the first request: the contracts do not change while it lives. */
export const handler = httpHandler(getOpenapiOperation, async () => {
  document ??= openApiDocument(allOperations, '1.0.0');
  return ok(document);
});
