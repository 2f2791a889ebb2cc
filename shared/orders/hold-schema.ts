import * as z from 'zod';
import { STAFF } from '../kernel/actor.ts';

export const holdIdSchema = z.string().regex(/^hld_[0-9A-Za-z_]{1,60}$/, { error: 'is not a hold id' });

/** Who is to answer a hold: one of the merchant's roles, or a person. */
export const assigneeSchema = z
  .string()
  .regex(new RegExp(`^(?:role:(?:${STAFF.join('|')})|user:[A-Za-z0-9][A-Za-z0-9._@-]{0,63})$`), {
    error: 'is role:<one of the merchant’s roles> or user:<name>',
  });
