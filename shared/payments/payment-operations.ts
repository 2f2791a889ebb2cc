import * as z from 'zod';
import { moneySchema } from '../kernel/money.ts';
import { operation } from '../kernel/operation.ts';
import { paymentAnswer, refundAnswer, refundSchema } from '../orders/order-answers.ts';
import { orderIdSchema, quantitySchema, reasonSchema, text } from '../orders/order-schema.ts';
import { PAYMENT_METHODS } from '../orders/payment.ts';
import { paymentIdSchema, refundIdSchema } from './payment-events.ts';

const tag = 'payments';
const CHANGES = ['not_found', 'illegal_transition', 'version_conflict', 'precondition_failed'];

const actionSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('simulator'),
    /** Where a signed message pays it, as long as no real provider is connected. */
    webhook: z.string(),
    event: z.object({ event: z.string(), paymentId: z.string(), amount: z.int(), currency: z.string() }),
  }),
  z.object({
    type: z.literal('transfer'),
    /** What the buyer writes on the transfer, so that it is recognised. */
    reference: z.string(),
  }),
]);

const openedPaymentSchema = z.lazy(() => paymentAnswer().extend({ action: actionSchema.optional() }));

/** Opens a payment; the answer says how the buyer pays it. */
export const openPaymentOperation = operation({
  id: 'open-payment',
  method: 'POST',
  path: '/v1/orders/{id}/payments',
  summary: 'Open a payment for what an order owes, or a part of it',
  tag,
  roles: ['storefront', 'dealer', 'service_agent', 'sales_manager', 'finance'],
  params: z.strictObject({ id: orderIdSchema }),
  body: z.strictObject({ method: z.enum(PAYMENT_METHODS), amount: moneySchema.optional() }),
  answer: openedPaymentSchema,
  status: 201,
  idempotent: true,
  problems: [...CHANGES, 'too_many_payments'],
});

/** Records money that no provider tells of: a transfer on the bank statement, cash from the door. */
export const capturePaymentOperation = operation({
  id: 'capture-payment',
  method: 'POST',
  path: '/v1/orders/{id}/payments/{paymentId}/capture',
  summary: 'Record that transferred or collected money has arrived',
  tag,
  roles: ['finance', 'service_agent'],
  params: z.strictObject({ id: orderIdSchema, paymentId: paymentIdSchema }),
  body: z.strictObject({ amount: moneySchema, reference: text(128) }),
  answer: openedPaymentSchema,
  status: 200,
  idempotent: true,
  problems: [...CHANGES, 'amount_mismatch'],
});

/** Gives money back: an amount, some lines, or all there is. */
export const refundOrderOperation = operation({
  id: 'refund-order',
  method: 'POST',
  path: '/v1/orders/{id}/refunds',
  summary: 'Give money back, by amount, by line, or all of it',
  tag,
  roles: ['finance', 'service_agent', 'sales_manager'],
  params: z.strictObject({ id: orderIdSchema }),
  body: z
    .strictObject({
      amount: moneySchema.optional(),
      lines: z
        .array(z.strictObject({ lineId: text(64), quantity: quantitySchema }))
        .min(1)
        .max(1000)
        .optional(),
      reason: reasonSchema,
    })
    .refine(({ amount, lines }) => !(amount && lines), {
      path: ['amount'],
      error: 'and lines exclude each other',
    }),
  // Money returns to where it came from: one refund per payment, the first at the top.
  answer: z.lazy(() => refundAnswer().extend({ others: z.array(refundSchema) })),
  status: 201,
  idempotent: true,
  problems: [...CHANGES, 'refund_exceeds_captured', 'too_many_refunds'],
});

/** Records that money was given back where no provider tells of it. */
export const settleRefundOperation = operation({
  id: 'settle-refund',
  method: 'POST',
  path: '/v1/orders/{id}/refunds/{refundId}/settle',
  summary: 'Record that transferred or handed-out money has gone back',
  tag,
  roles: ['finance'],
  params: z.strictObject({ id: orderIdSchema, refundId: refundIdSchema }),
  body: z.strictObject({ reference: text(128) }),
  answer: refundSchema,
  status: 200,
  idempotent: true,
  problems: [...CHANGES, 'refund_exceeds_captured'],
});
