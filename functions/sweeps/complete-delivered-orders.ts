import { scheduleHandler } from '../../shared/runtime/schedule-handler.ts';
import { SENT_STAGES } from '../../shared/sweeps/complete-delivered.ts';
import { dueOrders } from '../../shared/sweeps/effects/due-index-store.ts';
import { sweep } from '../../shared/sweeps/effects/sweep.ts';

export const handler = scheduleHandler((asOf, { table }, remainingMs) =>
  sweep(dueOrders(table, 'completion', SENT_STAGES, asOf), asOf, remainingMs),
);
