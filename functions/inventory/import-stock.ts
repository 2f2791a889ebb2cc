import { startImport } from '../../shared/inventory/effects/import-store.ts';
import { importStockOperation } from '../../shared/inventory/import-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(importStockOperation, startImport);
