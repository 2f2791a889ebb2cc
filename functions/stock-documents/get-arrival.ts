import { getArrivalOperation } from '../../shared/inventory/arrival-operations.ts';
import { getArrival } from '../../shared/inventory/effects/arrival-store.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(getArrivalOperation, getArrival);
