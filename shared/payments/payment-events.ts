import * as z from 'zod';
import { instantSchema } from '../kernel/clock.ts';
import { MAX_AMOUNT } from '../kernel/money.ts';
import { text } from '../orders/order-schema.ts';

const partIdSchema = (prefix: 'pay' | 'ref') =>
  z.string().regex(new RegExp(`^${prefix}_[0-9A-HJKMNP-TV-Z]{26}_[1-9][0-9]{0,5}$`), {
    error: `is not an id like ${prefix}_…`,
  });

export const paymentIdSchema = partIdSchema('pay');
export const refundIdSchema = partIdSchema('ref');

const common = {
  /** The provider's own id of this delivery. */
  id: text(128),
  /** What moved, in minor units; another sum than was asked for is taken in, and refused where it is understood. */
  amount: z.int().min(0).max(MAX_AMOUNT),
  currency: z.string().regex(/^[A-Z]{3}$/, { error: 'is an ISO 4217 code of three capital letters' }),
  providerReference: text(128),
  occurredAt: instantSchema,
};

/** What the simulated payment provider tells, and the model of what every provider's news is turned into. */
export const paymentEventSchema = z.discriminatedUnion('event', [
  z.strictObject({
    ...common,
    event: z.enum(['payment.succeeded', 'payment.failed']),
    paymentId: paymentIdSchema,
  }),
  z.strictObject({
    ...common,
    event: z.enum(['refund.succeeded', 'refund.failed']),
    refundId: refundIdSchema,
    paymentId: paymentIdSchema.optional(),
  }),
]);

export type PaymentEvent = z.infer<typeof paymentEventSchema>;
export type PaymentNews = Extract<PaymentEvent, { event: 'payment.succeeded' | 'payment.failed' }>;
export type RefundNews = Extract<PaymentEvent, { event: 'refund.succeeded' | 'refund.failed' }>;

/** Tells news of a refund from news of a payment. */
export const isRefundNews = (news: PaymentEvent): news is RefundNews => 'refundId' in news;
