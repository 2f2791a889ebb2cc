import * as z from 'zod';
import { instantSchema } from '../kernel/clock.ts';
import { moneySchema } from '../kernel/money.ts';
import { PARCEL_STATUSES } from './fulfilment.ts';
import { contentsSchema, lineSchema } from './line-answers.ts';
import { CHANNELS, HOLD_KINDS, PAYMENT_TERMS } from './order.ts';
import { addressSchema } from './order-schema.ts';
import {
  CONFIRMATION,
  FULFILMENT,
  FULFILMENT_STATUS,
  PAYMENT,
  PAYMENT_STATUS,
  REFUND_STATUS,
  STATUS,
  WAYBILL_REQUEST,
} from './order-states.ts';
import { PAYMENT_METHODS } from './payment.ts';
import { confirmationSchema, productionSchema } from './special-answers.ts';
import { STAGES } from './stage.ts';

/*
 * The form of answers: every schema here is lazy, because only the API's description asks for it; building them all
 * would cost each handler a quarter of its start.
 */

const keysOf = <T extends Record<string, unknown>>(table: T) =>
  z.enum(Object.keys(table) as [keyof T & string, ...(keyof T & string)[]]);

/** A hold, as answers show it. */
export const holdSchema = z.lazy(() =>
  z.object({
    id: z.string(),
    kind: z.enum(HOLD_KINDS),
    reason: z.string(),
    placedBy: z.string(),
    placedAt: instantSchema,
    assignee: z.string().optional(),
    dueAt: instantSchema.optional(),
    needs: z.enum(['service_agent', 'sales_manager', 'finance_director']).optional(),
    escalatedAt: instantSchema.optional(),
    releasedAt: instantSchema.optional(),
    releasedBy: z.string().optional(),
    releaseNote: z.string().optional(),
  }),
);

const anomalySchema = z.lazy(() =>
  z.object({
    kind: z.enum(HOLD_KINDS),
    code: z.string(),
    severity: z.enum(['low', 'high']),
    evidence: z.record(z.string(), z.unknown()),
    holdId: z.string(),
  }),
);

/** A parcel, as answers show it. */
export const parcelSchema = z.lazy(() =>
  z.object({
    id: z.string(),
    carrier: z.string(),
    service: z.string().optional(),
    trackingNumber: z.string(),
    status: z.enum(PARCEL_STATUSES),
    labelUrl: z.string(),
    weightGrams: z.int().optional(),
    lines: contentsSchema.optional(),
    newsAt: instantSchema.optional(),
    inTransitAt: instantSchema.optional(),
    outForDeliveryAt: instantSchema.optional(),
    deliveredAt: instantSchema.optional(),
  }),
);

const wishesSchema = z.lazy(() =>
  z.object({
    method: z.enum(['standard', 'express', 'pickup']),
    carrier: z.string().optional(),
    text: z.string().optional(),
    window: z.object({ from: z.string(), to: z.string() }).optional(),
    buyerNote: z.string().optional(),
    giftMessage: z.string().optional(),
  }),
);

/** A fulfilment, as answers show it. */
export const fulfilmentSchema = z.lazy(() =>
  z.object({
    id: z.string(),
    orderId: z.string(),
    orderNumber: z.string(),
    locationId: z.string(),
    status: keysOf(FULFILMENT_STATUS),
    lines: z.array(
      z.object({
        lineId: z.string(),
        sku: z.string(),
        quantity: z.int(),
        picked: z.int(),
        personalisation: z.string().optional(),
      }),
    ),
    boxes: z
      .array(
        z.object({
          weightGrams: z.int().optional(),
          lines: contentsSchema.optional(),
        }),
      )
      .optional(),
    parcels: z.array(parcelSchema),
    shippingCost: moneySchema.optional(),
    waybillRequests: z
      .array(
        z.object({
          reference: z.string(),
          carrier: z.string(),
          service: z.string().optional(),
          parcels: z.int(),
          state: keysOf(WAYBILL_REQUEST),
          requestedAt: instantSchema,
          failure: z.string().optional(),
        }),
      )
      .optional(),
    promisedShipBy: instantSchema,
    priority: z.int(),
    carrierWish: z.string().optional(),
    placedAt: instantSchema,
    releasedAt: instantSchema.optional(),
    pickedAt: instantSchema.optional(),
    packedAt: instantSchema.optional(),
    waybilledAt: instantSchema.optional(),
    shippedAt: instantSchema.optional(),
    deliveredAt: instantSchema.optional(),
    exception: z.string().optional(),
    pickup: z.object({ readyAt: instantSchema, failures: z.int() }).optional(),
    /** The store where it is fetched, and to which it is sent from elsewhere; and where it came from, once it is there. */
    toStore: z.object({ locationId: z.string(), address: addressSchema.optional() }).optional(),
    sentFrom: z.string().optional(),
    /** What the buyer wishes and what goes with it; where one fulfilment is read. */
    wishes: wishesSchema.optional(),
    rejected: z.object({ code: z.string(), at: instantSchema }).optional(),
    waveId: z.string().optional(),
    manifestId: z.string().optional(),
  }),
);

const moneyMove = () =>
  z.object({
    id: z.string(),
    /** What a provider told of it that did not fit; nothing of it was booked. */
    refused: z
      .array(z.object({ providerReference: z.string(), got: moneySchema, at: instantSchema }))
      .optional(),
    method: z.enum([...PAYMENT_METHODS, 'channel']),
    amount: moneySchema,
    providerReference: z.string().optional(),
    createdAt: instantSchema,
  });

/** A payment, to be extended by who answers more of it. */
export const paymentAnswer = () =>
  moneyMove().extend({
    charged: moneySchema.optional(),
    shareOf: z.string().optional(),
    status: keysOf(PAYMENT_STATUS),
    succeededAt: instantSchema.optional(),
  });

/** A payment, as answers show it. */
export const paymentSchema = z.lazy(paymentAnswer);

/** A refund, to be extended by who answers more of it. */
export const refundAnswer = () =>
  moneyMove().extend({
    paymentId: z.string(),
    status: keysOf(REFUND_STATUS),
    reason: z.string(),
    excess: z.literal(true).optional(),
    withdrawnAt: instantSchema.optional(),
    lines: z.array(z.object({ lineId: z.string(), quantity: z.int() })).optional(),
    settledAt: instantSchema.optional(),
  });

/** A refund, as answers show it. */
export const refundSchema = z.lazy(refundAnswer);

const axes = () => ({
  status: keysOf(STATUS),
  confirmation: keysOf(CONFIRMATION),
  payment: keysOf(PAYMENT),
  fulfilment: keysOf(FULFILMENT),
  stage: z.enum(STAGES),
});

const identity = () => ({
  id: z.string(),
  number: z.string(),
  channel: z.enum(CHANNELS),
  shopId: z.string().optional(),
  externalId: z.string().optional(),
});

const orderNameSchema = z.lazy(() => z.object({ orderId: z.string(), number: z.string() }));

/** An order, as answers show it. */
export const orderSchema = z.lazy(() =>
  z.object({
    ...identity(),
    version: z.int(),
    ...axes(),
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
      due: moneySchema.extend({ amount: z.int() }),
    }),
    holds: z.array(holdSchema),
    confirmations: z.array(confirmationSchema),
    anomalies: z.array(anomalySchema),
    review: z.object({
      state: z.enum(['pending', 'approved', 'rejected']),
      requiredRole: z.string().optional(),
      rule: z.int().optional(),
      ruleName: z.string().optional(),
      rulesVersion: z.int().optional(),
      decidedBy: z.string().optional(),
      decidedAt: instantSchema.optional(),
    }),
    delivery: z.object({
      method: z.enum(['standard', 'express', 'pickup']),
      carrierWish: z.string().optional(),
      pickupLocationId: z.string().optional(),
      preferredLocationIds: z.array(z.string()).optional(),
      excludedLocationIds: z.array(z.string()).optional(),
      wish: z.string().optional(),
      window: z.object({ from: z.string(), to: z.string() }).optional(),
      promisedShipBy: instantSchema,
    }),
    buyerNote: z.string().optional(),
    sellerNote: z.string().optional(),
    giftMessage: z.string().optional(),
    /** For staff only, as is the assignee. */
    tags: z.array(z.string()).optional(),
    assignee: z.string().optional(),
    cancelReason: z.string().optional(),
    splitFrom: orderNameSchema.optional(),
    splitInto: z.array(orderNameSchema).optional(),
    mergedFrom: z.array(orderNameSchema).optional(),
    mergedInto: z.string().optional(),
    placedAt: instantSchema,
    updatedAt: instantSchema,
    fulfilments: z.array(fulfilmentSchema),
    productions: z.array(productionSchema),
    payments: z.array(paymentSchema),
    refunds: z.array(refundSchema),
    returns: z.array(z.unknown()),
  }),
);

/** The head of an order, as lists show it. */
export const orderSummarySchema = z.lazy(() =>
  z.object({
    ...identity(),
    ...axes(),
    customerName: z.string(),
    grandTotal: moneySchema,
    lineCount: z.int(),
    holds: z.array(holdSchema),
    confirmations: z.array(confirmationSchema),
    placedAt: instantSchema,
    promisedShipBy: instantSchema,
  }),
);
