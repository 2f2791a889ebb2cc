import { approveCountOperation } from '../../shared/inventory/count-operations.ts';
import { approveSheet } from '../../shared/inventory/effects/count-store.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(approveCountOperation, approveSheet);
