import { backorderMessageSchema } from '../../shared/backorders/backorder-message.ts';
import { doBackorderWork } from '../../shared/backorders/effects/do-backorder-work.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';

export const handler = queueHandler(backorderMessageSchema, doBackorderWork);
