import { createTransfer } from '../../shared/inventory/effects/transfer-store.ts';
import { createTransferOperation } from '../../shared/inventory/transfer-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(createTransferOperation, createTransfer);
