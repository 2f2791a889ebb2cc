import { customerWorkSchema } from '../../shared/customers/customer-work.ts';
import { applyTierRules } from '../../shared/customers/effects/apply-tier-rules.ts';
import { continueErasure } from '../../shared/customers/effects/erase-store.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';

export const handler = queueHandler(customerWorkSchema, ({ kind, customerId, asOf }, deps) =>
  kind === 'tier' ? applyTierRules(deps, customerId, asOf) : continueErasure(deps, customerId),
);
