import { scheduleHandler } from '../../shared/runtime/schedule-handler.ts';
import { dueOrders } from '../../shared/sweeps/effects/due-index-store.ts';
import { sweep } from '../../shared/sweeps/effects/sweep.ts';
import { CLOCKLESS_STAGES } from '../../shared/sweeps/escalate-holds.ts';
import { UNSHIPPED_STAGES } from '../../shared/sweeps/watch-shipping.ts';

export const handler = scheduleHandler((asOf, { table }, remainingMs) =>
  sweep(dueOrders(table, 'shipping', [...UNSHIPPED_STAGES, ...CLOCKLESS_STAGES], asOf), asOf, remainingMs),
);
