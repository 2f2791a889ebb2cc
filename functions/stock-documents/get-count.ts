import { getCountOperation } from '../../shared/inventory/count-operations.ts';
import { getCount } from '../../shared/inventory/effects/count-store.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(getCountOperation, getCount);
