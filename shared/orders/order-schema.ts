import * as z from 'zod';
import { instantSchema } from '../kernel/clock.ts';
import { moneySchema } from '../kernel/money.ts';
import { PARCEL_STATUSES } from './fulfilment.ts';
import { CHANNELS, HOLD_KINDS, PAYMENT_TERMS } from './order.ts';
import {
  CONFIRMATION,
  FULFILMENT,
  FULFILMENT_STATUS,
  PAYMENT,
  PAYMENT_STATUS,
  REFUND_STATUS,
  STATUS,
} from './order-states.ts';
import { PAYMENT_METHODS } from './payment.ts';
import { STAGES } from './stage.ts';

const keysOf = <T extends Record<string, unknown>>(table: T) =>
  z.enum(Object.keys(table) as [keyof T & string, ...(keyof T & string)[]]);

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
export const reasonSchema = text(500);
export const quantitySchema = z.int().min(1).max(1_000_000);
export const phoneSchema = z
  .string()
  .trim()
  .regex(/^\+?[0-9][0-9 ()./-]{3,24}$/, { error: 'is not a telephone number' });
export const emailSchema = z.email().max(254);

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

const signedMoney = moneySchema.extend({ amount: z.int() });
const instant = instantSchema;

const lineSchema = z.object({
  id: z.string(),
  sku: z.string(),
  name: z.string(),
  quantity: z.int(),
  unitPrice: moneySchema,
  cataloguePrice: moneySchema.optional(),
  discounts: z.array(z.object({ promotionId: z.string(), amount: moneySchema, reason: z.string() })),
  tax: moneySchema,
  total: moneySchema,
  fulfilled: z.int(),
  backordered: z.int(),
  returned: z.int(),
});

export const holdSchema = z.object({
  id: z.string(),
  kind: z.enum(HOLD_KINDS),
  reason: z.string(),
  placedBy: z.string(),
  placedAt: instant,
  assignee: z.string().optional(),
  dueAt: instant.optional(),
  escalatedAt: instant.optional(),
  releasedAt: instant.optional(),
  releasedBy: z.string().optional(),
  releaseNote: z.string().optional(),
});

const anomalySchema = z.object({
  kind: z.enum(HOLD_KINDS),
  code: z.string(),
  severity: z.enum(['low', 'high']),
  evidence: z.record(z.string(), z.unknown()),
  holdId: z.string(),
});

export const parcelSchema = z.object({
  id: z.string(),
  carrier: z.string(),
  service: z.string().optional(),
  trackingNumber: z.string(),
  status: z.enum(PARCEL_STATUSES),
  labelUrl: z.string().optional(),
  newsAt: instant.optional(),
  inTransitAt: instant.optional(),
  outForDeliveryAt: instant.optional(),
  deliveredAt: instant.optional(),
});

/** A fulfilment, as answers show it. */
export const fulfilmentSchema = z.object({
  id: z.string(),
  orderId: z.string(),
  orderNumber: z.string(),
  locationId: z.string(),
  status: keysOf(FULFILMENT_STATUS),
  lines: z.array(z.object({ lineId: z.string(), sku: z.string(), quantity: z.int(), picked: z.int() })),
  parcels: z.array(parcelSchema),
  promisedShipBy: instant,
  priority: z.int(),
  placedAt: instant,
  releasedAt: instant.optional(),
  pickedAt: instant.optional(),
  packedAt: instant.optional(),
  waybilledAt: instant.optional(),
  shippedAt: instant.optional(),
  deliveredAt: instant.optional(),
  exception: z.string().optional(),
});

const moneyMove = z.object({
  id: z.string(),
  /** What a provider told of it that did not fit; nothing of it was booked. */
  refused: z.array(z.object({ providerReference: z.string(), got: moneySchema, at: instant })).optional(),
  method: z.enum([...PAYMENT_METHODS, 'channel']),
  amount: moneySchema,
  providerReference: z.string().optional(),
  createdAt: instant,
});

export const paymentSchema = moneyMove.extend({
  charged: moneySchema.optional(),
  shareOf: z.string().optional(),
  status: keysOf(PAYMENT_STATUS),
  succeededAt: instant.optional(),
});

export const refundSchema = moneyMove.extend({
  paymentId: z.string(),
  status: keysOf(REFUND_STATUS),
  reason: z.string(),
  excess: z.literal(true).optional(),
  withdrawnAt: instant.optional(),
  lines: z.array(z.object({ lineId: z.string(), quantity: z.int() })).optional(),
  settledAt: instant.optional(),
});

const axes = {
  status: keysOf(STATUS),
  confirmation: keysOf(CONFIRMATION),
  payment: keysOf(PAYMENT),
  fulfilment: keysOf(FULFILMENT),
  stage: z.enum(STAGES),
};

const identity = {
  id: z.string(),
  number: z.string(),
  channel: z.enum(CHANNELS),
  shopId: z.string().optional(),
  externalId: z.string().optional(),
};

const orderNameSchema = z.object({ orderId: z.string(), number: z.string() });

/** An order, as answers show it. */
export const orderSchema = z.object({
  ...identity,
  version: z.int(),
  ...axes,
  paymentTerms: z.enum(PAYMENT_TERMS),
  customer: z.object({
    id: z.string(),
    name: z.string(),
    phone: z.string().optional(),
    email: z.string().optional(),
    tier: z.enum(['A', 'B', 'C']),
    creditRating: z.enum(['A', 'B', 'C']),
  }),
  shippingAddress: addressSchema,
  lines: z.array(lineSchema),
  totals: z.object({
    goods: moneySchema,
    discount: moneySchema,
    shipping: moneySchema,
    tax: moneySchema,
    grand: moneySchema,
    paid: moneySchema,
    refunded: moneySchema,
    due: signedMoney,
  }),
  holds: z.array(holdSchema),
  anomalies: z.array(anomalySchema),
  review: z.object({
    state: z.enum(['pending', 'approved', 'rejected']),
    requiredRole: z.string().optional(),
    rule: z.int().optional(),
    decidedBy: z.string().optional(),
    decidedAt: instant.optional(),
  }),
  delivery: z.object({
    method: z.enum(['standard', 'express', 'pickup']),
    carrierWish: z.string().optional(),
    pickupLocationId: z.string().optional(),
    promisedShipBy: instant,
  }),
  buyerNote: z.string().optional(),
  sellerNote: z.string().optional(),
  giftMessage: z.string().optional(),
  cancelReason: z.string().optional(),
  splitFrom: orderNameSchema.optional(),
  splitInto: z.array(orderNameSchema).optional(),
  mergedFrom: z.array(orderNameSchema).optional(),
  mergedInto: z.string().optional(),
  placedAt: instant,
  updatedAt: instant,
  fulfilments: z.array(fulfilmentSchema),
  payments: z.array(paymentSchema),
  refunds: z.array(refundSchema),
  returns: z.array(z.unknown()),
});

/** The head of an order, as lists show it. */
export const orderSummarySchema = z.object({
  ...identity,
  ...axes,
  customerName: z.string(),
  grandTotal: moneySchema,
  lineCount: z.int(),
  holds: z.array(holdSchema),
  placedAt: instant,
  promisedShipBy: instant,
});
