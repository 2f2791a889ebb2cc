import { type CustomerWork, customerWorkSchema } from '../../shared/customers/customer-work.ts';
import { applyTierRules } from '../../shared/customers/effects/apply-tier-rules.ts';
import { continueErasure } from '../../shared/customers/effects/erase-store.ts';
import { followPreferences } from '../../shared/customers/effects/follow-preferences.ts';
import type { Deps } from '../../shared/runtime/deps.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';

const WORK = {
  tier: (deps, { customerId, asOf }) => applyTierRules(deps, customerId, asOf),
  erasure: (deps, { customerId }) => continueErasure(deps, customerId),
  preferences: (deps, { customerId }) => followPreferences(deps, customerId),
} as const satisfies Record<CustomerWork['kind'], (deps: Deps, work: CustomerWork) => Promise<unknown>>;

export const handler = queueHandler(customerWorkSchema, (work, deps) => WORK[work.kind](deps, work));
