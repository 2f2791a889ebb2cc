import { expectArrivalOperation } from '../../shared/inventory/arrival-operations.ts';
import { expectArrival } from '../../shared/inventory/effects/arrival-store.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(expectArrivalOperation, expectArrival);
