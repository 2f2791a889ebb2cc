import { takeInTransfer } from '../../shared/inventory/effects/transfer-store.ts';
import { receiveTransferOperation } from '../../shared/inventory/transfer-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(receiveTransferOperation, takeInTransfer);
