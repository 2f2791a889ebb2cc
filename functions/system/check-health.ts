import { checkHealthOperation } from '../../shared/api/system-operations.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

/** Answers that the API is reachable; asks nothing else, so that a slow table does not look like an absent API. */
export const handler = httpHandler(checkHealthOperation, async () => ok({ status: 'ok' }));
