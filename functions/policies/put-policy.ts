import { savePolicy } from '../../shared/policies/effects/policy-store.ts';
import { putPolicyOperation } from '../../shared/policies/policy-operations.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { replacementAnswer } from '../../shared/runtime/replace-document.ts';

export const handler = httpHandler(putPolicyOperation, async ({ params, body, ifMatch }, deps) => {
  const { version: read, ...policy } = body;
  const saved = await savePolicy(deps, params.name, policy, ifMatch ?? read);
  return replacementAnswer(saved, (stored) => ({ ...stored.policy, version: stored.version }));
});
