import { sendTransfer } from '../../shared/inventory/effects/transfer-store.ts';
import { dispatchTransferOperation } from '../../shared/inventory/transfer-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(dispatchTransferOperation, sendTransfer);
