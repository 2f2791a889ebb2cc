import { addCustomerNoteOperation } from '../../shared/customers/customer-operations.ts';
import { addNoteTo } from '../../shared/customers/effects/note-store.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { created } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(addCustomerNoteOperation, async (request, deps) => {
  const { params, body, actor, remember } = request;
  const at = deps.now().toISOString();
  const answer = created({ at, actor: actor.name, text: body.text });
  const refused = await addNoteTo(deps, params.id, {
    at,
    actor: actor.name,
    text: body.text,
    also: remember(answer),
  });
  return isProblem(refused) ? refused : answer;
});
