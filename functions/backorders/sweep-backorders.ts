import { sweepBackorders } from '../../shared/backorders/effects/sweep-backorders.ts';
import { scheduleHandler } from '../../shared/runtime/schedule-handler.ts';

export const handler = scheduleHandler(sweepBackorders);
