import { findPolicy, loadPolicy } from '../../shared/policies/effects/policy-store.ts';
import { getPolicyOperation } from '../../shared/policies/policy-operations.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(getPolicyOperation, async ({ params }, { table }) => {
  const own = await findPolicy(table, params.name);
  // A shop without a document of its own has version 0, whatever the document it shares has.
  const { policy, version } = own ?? { ...(await loadPolicy(table, undefined)), version: 0 };
  return ok({ ...policy, version }, version);
});
