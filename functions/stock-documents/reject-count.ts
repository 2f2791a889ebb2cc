import { rejectCountOperation } from '../../shared/inventory/count-operations.ts';
import { rejectSheet } from '../../shared/inventory/effects/count-store.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(rejectCountOperation, rejectSheet);
