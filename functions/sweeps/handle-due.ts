import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { dueMessageSchema } from '../../shared/sweeps/due-message.ts';
import { handleDue } from '../../shared/sweeps/effects/handle-due.ts';

export const handler = queueHandler(dueMessageSchema, (message, deps) => handleDue(deps, message));
