import { automationEventSchema } from '../../shared/automation/automation-event.ts';
import { runAutomation } from '../../shared/automation/effects/run-automation.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';

export const handler = queueHandler(automationEventSchema, (event, deps) => runAutomation(deps, event));
