import { scheduleHandler } from '../../shared/runtime/schedule-handler.ts';
import { dueOrders } from '../../shared/sweeps/effects/due-index-store.ts';
import { sweep } from '../../shared/sweeps/effects/sweep.ts';
import { UNPAID_STAGES } from '../../shared/sweeps/remind-or-cancel.ts';

export const handler = scheduleHandler((asOf, { table }, remainingMs) =>
  sweep(dueOrders(table, 'unpaid', UNPAID_STAGES, asOf), asOf, remainingMs),
);
