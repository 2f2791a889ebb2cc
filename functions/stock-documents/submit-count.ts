import { submitCountOperation } from '../../shared/inventory/count-operations.ts';
import { submitSheet } from '../../shared/inventory/effects/count-store.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(submitCountOperation, submitSheet);
