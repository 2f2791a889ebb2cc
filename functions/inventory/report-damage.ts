import { reportDamageOperation } from '../../shared/inventory/condition-operations.ts';
import { reportCondition } from '../../shared/inventory/effects/change-condition-store.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(reportDamageOperation, reportCondition('damage'));
