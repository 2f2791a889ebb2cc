import { scheduleHandler } from '../../shared/runtime/schedule-handler.ts';
import { dueParts } from '../../shared/sweeps/due-index-store.ts';
import { sweep } from '../../shared/sweeps/sweep.ts';

export const handler = scheduleHandler((asOf, { table }, remainingMs) =>
  sweep(dueParts(table, 'parcel', asOf), asOf, remainingMs),
);
