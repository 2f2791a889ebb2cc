import { confirmationSchema } from './confirmation-message.ts';
import { requestMessageSchema } from './request-message.ts';

/** What goes between us and outside warehouses, by the name under which its form is published. */
export const MESSAGE_SCHEMAS = {
  'warehouse-request': requestMessageSchema,
  'warehouse-confirmation': confirmationSchema,
} as const;

export const MESSAGE_NAMES = Object.keys(MESSAGE_SCHEMAS) as [keyof typeof MESSAGE_SCHEMAS];
