import { newId } from '../../shared/kernel/ids.ts';
import { addNote } from '../../shared/orders/add-note.ts';
import { answerOrderChange } from '../../shared/orders/effects/answer-order-change.ts';
import { addNoteOperation } from '../../shared/orders/note-operations.ts';
import { created } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';

export const handler = httpHandler(addNoteOperation, (request, deps) => {
  const { text } = request.body;
  const now = deps.now();
  const note = { id: newId('note', now, deps.random), text };
  const at = now.toISOString();
  return answerOrderChange(
    request,
    deps,
    request.params.id,
    (order, context) => addNote(order, note, { ...context, at }),
    () => created({ ...note, actor: request.actor.name, at }),
  );
});
