import * as z from 'zod';

/** The query of every list: how many, and where the page before ended. */
export const pageQuery = {
  // Plain digits: JavaScript's own reading of text would take `0x10` and ` 7 ` as well.
  limit: z
    .string()
    .regex(/^\d{1,6}$/, { error: 'is not a whole number' })
    .transform(Number)
    .pipe(z.int().min(1).max(100))
    .default(50),
  cursor: z.string().min(1).max(2000).optional(),
};

/** The answer of every list. `nextCursor` is absent on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().optional() });

export type Page<T> = { items: T[]; nextCursor?: string };

/**
 * A path parameter that may contain any character, such as a SKU with spaces or slashes. Gateways differ in whether
 * they decode it first; decoding twice does no harm where `%` itself is not allowed in the value.
 */
export const pathText = <T extends z.ZodType<unknown, string>>(schema: T) =>
  z
    .string()
    .transform((raw, context) => {
      try {
        return decodeURIComponent(raw);
      } catch {
        context.addIssue({ code: 'custom', message: 'is not percent-encoded correctly' });
        return z.NEVER;
      }
    })
    .pipe(schema);
