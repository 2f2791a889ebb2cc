import { openCountOperation } from '../../shared/inventory/count-operations.ts';
import { openCount } from '../../shared/inventory/effects/count-store.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(openCountOperation, openCount);
