import * as z from 'zod';

const place = z.object({ since: z.string(), orderId: z.string() });

/** Work on queues of goods that are waited for. */
export const backorderMessageSchema = z.discriminatedUnion('kind', [
  /** Units of this SKU may have come; who waits for them gets them. `closed`: locations that those before `after` could still take from. */
  z.object({
    kind: z.literal('fill'),
    sku: z.string(),
    after: place.optional(),
    closed: z.array(z.string()).optional(),
  }),
  /** What is announced of this SKU has changed; who waits is promised anew. `before`: units of those up to `after`, less what is there. */
  z.object({
    kind: z.literal('promise'),
    sku: z.string(),
    after: place.optional(),
    before: z.int().optional(),
  }),
  /** Every queue is to be looked at: a location was opened, or a net is drawn. */
  z.object({ kind: z.literal('everything') }),
]);

export type BackorderMessage = z.infer<typeof backorderMessageSchema>;
