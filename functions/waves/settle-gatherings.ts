import { scheduleHandler } from '../../shared/runtime/schedule-handler.ts';
import { sweepGatherings } from '../../shared/waves/effects/sweep-gatherings.ts';

export const handler = scheduleHandler(sweepGatherings);
