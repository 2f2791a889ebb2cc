import { beginErasure, continueErasure } from '../../shared/customers/effects/erase-store.ts';
import { mayHaveAllOf } from '../../shared/customers/may-see-customer.ts';
import { eraseCustomerOperation } from '../../shared/customers/privacy-operations.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { accepted } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { logger } from '../../shared/runtime/logger.ts';

/** Longer a caller does not wait; what is left by then, the sweep does. */
const WORKS_MS = 10_000;

export const handler = httpHandler(eraseCustomerOperation, async ({ params, body, actor }, deps) => {
  const refused = mayHaveAllOf(params.id, actor);
  if (refused) return refused;
  const begun = await beginErasure(deps, params.id, { actor: actor.name, reason: body.reason });
  if (isProblem(begun)) return begun;
  const { customer, erasure } = begun;
  const until = Date.now() + WORKS_MS;
  await continueErasure(deps, customer.id, () => Date.now() < until).catch((error: unknown) => {
    logger.warn('An erasure broke off; the sweep goes on with it.', error as Error);
  });
  const { requestedAt, requestedBy, reason } = erasure;
  return accepted({ customerId: params.id, requestedAt, requestedBy, reason });
});
