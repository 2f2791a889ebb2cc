import * as z from 'zod';

/** Text of people: trimmed, no control characters but line breaks, no halves of surrogate pairs, bounded. */
export const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused.
    .regex(/^[^\u0000-\u0009\u000b-\u001f\u007f\p{Cs}]*$/u, {
      error: 'must not contain control characters or broken ones',
    });

export const orderIdSchema = z
  .string()
  .regex(/^ord_[0-9A-HJKMNP-TV-Z]{26}$/, { error: 'is not an order id' });
/** A product's identity; `#` is kept for keys. */
export const skuSchema = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._/+-]{0,63}$/u, { error: 'is not a SKU' });
export const locationIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, { error: 'is not a location id' });
export const shopIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, { error: 'is not a shop id' });
export const externalIdSchema = z
  .string()
  .trim()
  .min(1)
  .max(128)
  .regex(/^[^#\p{Cc}\p{Cs}]+$/u, { error: 'is not an external id' });
/** A word or two to sort orders by, in any script. */
export const tagSchema = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._:/-]{0,39}$/u, {
  error: 'is not a tag of at most 40 letters and digits',
});
export const reasonSchema = text(500);
/**
 * What is taken instead of a line that is short: nothing, whatever its product names, or these SKUs, the dearest first.
 * It replaces the whole line and never costs more.
 */
export const agreedSubstitutesSchema = z.union([
  z.enum(['none', 'any']),
  z
    .array(skuSchema)
    .min(1)
    .max(20)
    .refine((skus) => new Set(skus).size === skus.length, { error: 'names one of them twice' }),
]);
/** Lines are numbered from 1 in the order in which they are given. */
export const lineIdSchema = z.string().regex(/^lin_[1-9][0-9]{0,5}$/, { error: 'is not a line id' });
/** A line that costs nothing, given by staff: why, and for which lines; it stays the buyer's as long as any of these does. */
export const givenSchema = z.strictObject({
  reason: text(200),
  causes: z
    .array(lineIdSchema)
    .min(1)
    .max(100)
    .refine((ids) => new Set(ids).size === ids.length, { error: 'names one of them twice' })
    .optional(),
});
export const quantitySchema = z.int().min(1).max(1_000_000);
export const phoneSchema = z
  .string()
  .trim()
  .regex(/^\+?\(?[0-9][0-9 ()./-]{3,24}(?:(?:ext\.?|x|#) ?[0-9]{1,6})?$/, {
    error: 'is not a telephone number',
  });
/** A domain may be written in any script; the mailbox before it is what all mail servers take. */
export const emailSchema = z
  .email({
    pattern:
      /^(?!\.)(?!.*\.\.)[A-Za-z0-9_'+\-.]*[A-Za-z0-9_+-]@(?:[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+(?:xn--[A-Za-z0-9-]{2,59}|[\p{L}\p{M}]{2,63})$/u,
  })
  .max(254);

export const addressSchema = z.strictObject({
  name: text(120),
  phone: phoneSchema,
  country: z.string().regex(/^[A-Z]{2}$/, { error: 'is an ISO 3166 code of two capital letters' }),
  province: text(120),
  city: text(120),
  district: text(120).optional(),
  line1: text(200),
  line2: text(200).optional(),
  postalCode: text(20).optional(),
});

export const contactSchema = z.strictObject({
  name: text(120),
  phone: phoneSchema.optional(),
  email: emailSchema.optional(),
});
