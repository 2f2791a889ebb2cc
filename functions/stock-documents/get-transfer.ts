import { getTransfer } from '../../shared/inventory/effects/transfer-store.ts';
import { getTransferOperation } from '../../shared/inventory/transfer-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(getTransferOperation, getTransfer);
