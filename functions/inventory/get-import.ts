import { getImport } from '../../shared/inventory/effects/import-store.ts';
import { getImportOperation } from '../../shared/inventory/import-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(getImportOperation, getImport);
