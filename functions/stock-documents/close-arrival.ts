import { closeArrivalOperation } from '../../shared/inventory/arrival-operations.ts';
import { closeArrival } from '../../shared/inventory/effects/arrival-store.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(closeArrivalOperation, closeArrival);
