import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { confirmationSchema } from '../../shared/warehouse/confirmation-message.ts';
import { takeConfirmation } from '../../shared/warehouse/effects/take-confirmation.ts';

export const handler = queueHandler(confirmationSchema, (confirmation, deps) =>
  takeConfirmation(deps, confirmation),
);
