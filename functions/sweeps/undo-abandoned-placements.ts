import { scheduleHandler } from '../../shared/runtime/schedule-handler.ts';
import { dueParts } from '../../shared/sweeps/effects/due-index-store.ts';
import { sweep } from '../../shared/sweeps/effects/sweep.ts';

export const handler = scheduleHandler((asOf, { table }, remainingMs) =>
  sweep(dueParts(table, 'placement', asOf), asOf, remainingMs),
);
