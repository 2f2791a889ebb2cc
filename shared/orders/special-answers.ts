import * as z from 'zod';
import { instantSchema } from '../kernel/clock.ts';
import { CONFIRMERS } from './order.ts';
import { PRODUCTION_STATUS, type ProductionStatus } from './order-states.ts';

/** What has to be confirmed before a release, as answers show it. */
export const confirmationSchema = z.lazy(() =>
  z.object({
    step: z.string(),
    by: z.enum(CONFIRMERS),
    dueAt: instantSchema,
    escalatedAt: instantSchema.optional(),
    confirmedAt: instantSchema.optional(),
    confirmedBy: z.string().optional(),
    note: z.string().optional(),
  }),
);

/** What is made for an order's line, as answers show it. */
export const productionSchema = z.lazy(() =>
  z.object({
    id: z.string(),
    orderId: z.string(),
    orderNumber: z.string(),
    lineId: z.string(),
    sku: z.string(),
    name: z.string(),
    quantity: z.int(),
    status: z.enum(Object.keys(PRODUCTION_STATUS) as [ProductionStatus, ...ProductionStatus[]]),
    personalisation: z.string().optional(),
    wish: z.string().optional(),
    locationId: z.string().optional(),
    reference: z.string().optional(),
    expectedAt: instantSchema,
    priority: z.int(),
    placedAt: instantSchema,
    requestedAt: instantSchema,
    startedAt: instantSchema.optional(),
    readyAt: instantSchema.optional(),
    fulfilmentId: z.string().optional(),
  }),
);
