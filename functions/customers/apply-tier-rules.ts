import { sweepCustomers } from '../../shared/customers/effects/sweep-customers.ts';
import { scheduleHandler } from '../../shared/runtime/schedule-handler.ts';

export const handler = scheduleHandler((asOf, { table }, remainingMs) =>
  sweepCustomers(table, 'tier', asOf, remainingMs),
);
