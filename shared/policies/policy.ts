import * as z from 'zod';
import { isTimeZone } from '../carriers/next-departure.ts';
import { STAFF } from '../kernel/actor.ts';
import { currencySchema } from '../kernel/money.ts';
import { CONFIRMATION_NAME, CONFIRMERS } from '../orders/order.ts';

const hours = z
  .number()
  .positive()
  .max(24 * 365);
const rate = z.number().min(0).max(1);
const perCurrency = z.record(currencySchema, z.int().min(0).max(1_000_000_000));

/**
 * A shop's limits, as data: one document, validated and versioned. Every field has its default here, taken from the
 * promises G1–G11, so that a shop says only what differs.
 */
export const policySchema = z.strictObject({
  payment: z
    .strictObject({
      /** Hours after placing at which an unpaid buyer is reminded (G1). */
      remindAfterHours: z.array(hours).max(10).default([1, 24, 47]),
      /** Hours after placing at which an unpaid order is cancelled and its stock freed (G1, G8). */
      cancelAfterHours: hours.default(48),
    })
    .prefault({}),
  shipping: z
    .strictObject({
      /** Hours after an order can be handled by which it is promised to leave (G2). */
      promiseHours: hours.default(24),
      warnAfterHours: hours.default(18),
      alarmAfterHours: hours.default(24),
      breachAfterHours: hours.default(72),
    })
    .prefault({}),
  parcels: z.strictObject({ silentAfterHours: hours.default(48) }).prefault({}),
  pickup: z
    .strictObject({
      /** Days after which a buyer is reminded of goods that wait to be fetched (G9). */
      remindAfterDays: z.array(z.number().positive().max(365)).max(10).default([3, 6]),
      /** Days for which goods wait to be fetched (G9). */
      keepDays: z.number().positive().max(365).default(7),
      /** What happens then: people look at it, or the order ends and goods and money go back. */
      afterwards: z.enum(['exception', 'cancel']).default('exception'),
    })
    .prefault({}),
  completion: z.strictObject({ afterDeliveryHours: hours.default(7 * 24) }).prefault({}),
  holds: z
    .strictObject({
      /** Hours in which a hold is to be answered, before it is escalated (G6). */
      answerWithinHours: hours.default(4),
      /** The same for a doubtful address, for which the buyer is asked: the same day (G4). */
      addressWithinHours: hours.default(12),
    })
    .prefault({}),
  anomalies: z
    .strictObject({
      /** Units of one SKU in an order, above which people have a look. */
      maxUnitsPerSku: z.int().min(1).max(1_000_000_000).default(1000),
      /** Units of an order in all, above which people have a look. */
      maxUnitsPerOrder: z.int().min(1).max(1_000_000_000).default(5000),
      /** Orders of a SKU from which on its usual price and quantity are known; 24 are kept. */
      usualFromOrders: z.int().min(3).max(24).default(8),
      /** The same for a customer's usual quantity. */
      customerUsualFromOrders: z.int().min(3).max(24).default(5),
      /** How many times the usual quantity (which nine of ten orders stay at or below) is unusual. */
      unusualTimes: z.number().min(1).max(1000).default(10),
      /** Fewer units than these are never unusual. */
      unusualFromUnits: z.int().min(1).max(1_000_000_000).default(20),
      /** How long after an order the same goods for the same buyer are suspected to be a duplicate; 0 never (A4). */
      duplicateWindowMinutes: z
        .int()
        .min(0)
        .max(7 * 24 * 60)
        .default(60),
      /** Kinds of anomalies that this shop does not want to be held. */
      ignore: z
        .array(z.enum(['price', 'quantity', 'address', 'contact', 'credit', 'duplicate']))
        .max(6)
        .default([]),
    })
    .prefault({}),
  fulfilment: z
    .strictObject({
      /** Fulfilments wait for a person's release instead of being released by the queue's worker. */
      manualRelease: z.boolean().default(false),
      /** What is missing at a pick waits until it is found, or is sent from elsewhere at once. */
      shortPick: z.enum(['wait', 'move']).default('wait'),
      /** An order that waits for goods is sent whole when all are there, or what is there goes first. */
      backorders: z.enum(['wait', 'send_what_is_there']).default('wait'),
      /** The carrier of a waybill when nobody wishes for another. */
      defaultCarrier: z
        .string()
        .regex(/^[a-z0-9-]{1,40}$/)
        .default('generic'),
      /** How far a parcel may weigh from what its goods do: this share of it, and its packaging. */
      weightToleranceShare: rate.default(0.1),
      weightToleranceGrams: z.int().min(0).max(100_000).default(250),
      /** What has to be confirmed before a fulfilment is released, by whom, and in how many hours. */
      confirmBeforeRelease: z
        .array(
          z.strictObject({
            step: z
              .string()
              .regex(CONFIRMATION_NAME, { error: 'is not the name of a step, as artwork-proof' }),
            by: z.enum(CONFIRMERS),
            withinHours: hours.default(24),
            /** Of every order; else of those with goods that name the step. */
            everyOrder: z.boolean().default(false),
          }),
        )
        .max(5)
        .refine((steps) => new Set(steps.map(({ step }) => step)).size === steps.length, {
          error: 'names a step twice',
        })
        .default([]),
    })
    .prefault({}),
  handling: z
    .strictObject({
      /** Orders of customers of tier A are handled before those of B, these before C; counts for orders placed from then on. */
      loyalFirst: z.boolean().default(false),
    })
    .prefault({}),
  /** The calendar of what is made to order: lead times are told in working days. */
  production: z
    .strictObject({
      /** Monday 1 to Sunday 7. */
      workingDays: z.array(z.int().min(1).max(7)).min(1).max(7).default([1, 2, 3, 4, 5]),
      holidays: z.array(z.iso.date()).max(400).default([]),
      timeZone: z
        .string()
        .max(60)
        .refine(isTimeZone, { error: 'is the name of a time zone, as Asia/Shanghai' })
        .default('UTC'),
    })
    .prefault({}),
  inventory: z
    .strictObject({
      /** A count with a difference of more units than this, either way, is booked only when a second person approves. */
      countApprovalAboveUnits: z.int().min(0).max(1_000_000).default(5),
    })
    .prefault({}),
  pricing: z
    .strictObject({
      /** Flat shipping fee by currency, in minor units; none where the currency is not named. */
      shippingFee: perCurrency.default({}),
      /** Goods (after discounts) from which shipping is free, by currency, in minor units. */
      freeShippingFrom: perCurrency.default({}),
      /** Prices contain the tax (it is shown, not added), or it is added to them. */
      pricesIncludeTax: z.boolean().default(true),
      /** Tax rate by country (ISO 3166 alpha-2), 0.2 = 20 %; none where the country is not named. */
      taxRates: z.record(z.string().regex(/^[A-Z]{2}$/), rate).default({}),
      /** How far a channel's price may lie from the catalogue's before people look at it; 0.5 = half. */
      priceTolerance: rate.default(0.5),
      /** How far a price that the catalogue agrees with may lie from what the goods were sold for lately. */
      recentPriceTolerance: rate.default(0.7),
      /** And from which share of the goods' worth such differences are worth a look; 0.02 = 2 %. */
      priceDifferenceFromShare: rate.default(0.02),
    })
    .prefault({}),
  credit: z
    .strictObject({
      /** Days after placing from which an unpaid order on credit terms is overdue. */
      overdueAfterDays: z.int().min(1).max(365).default(30),
    })
    .prefault({}),
  review: z
    .strictObject({
      /** What one whole unit of a currency (a euro, a yen) is worth in CNY, for the review rules' amounts. */
      cnyRates: z
        .record(currencySchema, z.number().positive().max(1_000_000))
        .default({ CNY: 1, USD: 7.2, EUR: 8.2, GBP: 9.6, HKD: 0.92, JPY: 0.048 }),
    })
    .prefault({}),
  notifications: z
    .strictObject({
      /** Where each of the merchant's roles is written to; one without an address is not. */
      roleAddresses: z.partialRecord(z.enum(STAFF), z.email().max(254)).default({}),
      /** Language of messages to them. */
      staffLanguage: z.enum(['en', 'zh']).default('en'),
    })
    .prefault({}),
});

export type Policy = z.infer<typeof policySchema>;

/** The policy of a shop that has said nothing. */
export const defaultPolicy = (): Policy => policySchema.parse({});
