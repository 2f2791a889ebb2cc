import * as z from 'zod';
import { skuSchema, text } from '../orders/order-schema.ts';
import type { FulfilmentStatus } from '../orders/order-states.ts';
import { FULFILMENT_STATUS } from '../orders/order-states.ts';

export const fulfilmentIdSchema = z
  .string()
  .regex(/^ful_[0-9A-HJKMNP-TV-Z]{26}_[1-9][0-9]{0,5}$/, { error: 'is not a fulfilment id' });

/** How a carrier is written, everywhere: `sf-express`. */
export const CARRIER_CODE = /^[a-z0-9-]{1,40}$/;
export const carrierSchema = z
  .string()
  .regex(CARRIER_CODE, { error: 'takes lower-case letters, digits and hyphens' });

/** A waybill number as carriers print it, without spaces. */
export const trackingNumberSchema = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{3,59}$/, { error: 'is not a waybill number' });

const statuses = Object.keys(FULFILMENT_STATUS) as [FulfilmentStatus, ...FulfilmentStatus[]];
export const fulfilmentStatusSchema = z.enum(statuses);

/** How a line of a fulfilment is named; the SKU is needed where the order's line is a bundle of several. */
export const lineName = { lineId: text(64), sku: skuSchema.optional() };
