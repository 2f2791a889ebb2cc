import { cancelTransfer } from '../../shared/inventory/effects/transfer-store.ts';
import { cancelTransferOperation } from '../../shared/inventory/transfer-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(cancelTransferOperation, cancelTransfer);
