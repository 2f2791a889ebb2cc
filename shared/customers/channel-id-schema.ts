import * as z from 'zod';

/** A channel's own id of a buyer. */
export const channelCustomerIdSchema = z
  .string()
  .trim()
  .regex(/^[^#\p{Cc}\p{Cs}]{1,128}$/u, { error: 'is not an id of a channel’s buyer' });
