import * as z from 'zod';
import { type Role, STAFF } from '../kernel/actor.ts';
import { instantSchema } from '../kernel/clock.ts';
import { operation } from '../kernel/operation.ts';
import { pageOf, pageQuery } from '../kernel/page.ts';
import { locationIdSchema, text } from '../orders/order-schema.ts';
import { PRODUCTION_STATUS, type ProductionStatus } from '../orders/order-states.ts';
import { productionSchema } from '../orders/special-answers.ts';

const BY_ID = z.strictObject({
  id: z.string().regex(/^prd_[0-9A-HJKMNP-TV-Z]{26}_[1-9][0-9]{0,5}$/, { error: 'is not a production id' }),
});
const tag = 'productions';
const statuses = Object.keys(PRODUCTION_STATUS) as [ProductionStatus, ...ProductionStatus[]];
const WORKSHOP: readonly Role[] = ['warehouse', 'sales_manager', 'admin'];

/** What is to be made or bought for orders, what is expected first at the top. */
export const listProductionsOperation = operation({
  id: 'list-productions',
  method: 'GET',
  path: '/v1/productions',
  summary: 'List goods that are made to order by the state of their work, what is expected first at the top',
  tag,
  roles: STAFF,
  query: z.strictObject({
    status: z.enum(statuses).default('requested'),
    locationId: locationIdSchema.optional(),
    ...pageQuery,
  }),
  answer: pageOf(productionSchema),
  status: 200,
});

export const getProductionOperation = operation({
  id: 'get-production',
  method: 'GET',
  path: '/v1/productions/{id}',
  summary: 'Read what is made for an order’s line',
  tag,
  roles: STAFF,
  params: BY_ID,
  answer: productionSchema,
  status: 200,
  problems: ['not_found'],
});

const step = <Body extends z.ZodType>(
  id: string,
  name: string,
  body: Body,
  rest: { summary: string; roles?: readonly Role[]; bodyOptional?: true; problems?: readonly string[] },
) =>
  operation({
    id,
    method: 'POST',
    path: `/v1/productions/{id}/${name}`,
    tag,
    roles: WORKSHOP,
    params: BY_ID,
    body,
    answer: productionSchema,
    status: 200,
    idempotent: true,
    ...rest,
    problems: [
      'not_found',
      'illegal_transition',
      'order_on_hold',
      'version_conflict',
      'precondition_failed',
      ...(rest.problems ?? []),
    ],
  });

/** From now on its order is not cancelled for nothing. */
export const startProductionOperation = step(
  'start-production',
  'start',
  z.strictObject({ reference: text(64).optional() }),
  {
    summary: 'Note that goods are begun, or bought; the reference is a work order’s or purchase’s number',
    bodyOptional: true,
    problems: ['confirmation_missing'],
  },
);

/** Its units are received where they are put down, reserved for the order, and sent out like any others. */
export const finishProductionOperation = step(
  'finish-production',
  'ready',
  z.strictObject({ locationId: locationIdSchema.optional() }),
  {
    summary: 'Take in what was made for an order; it is reserved for that order and goes on by itself',
    bodyOptional: true,
  },
);

/** The promise to the buyer follows, and they are told. */
export const delayProductionOperation = step(
  'delay-production',
  'delay',
  z.strictObject({ expectedAt: instantSchema, reason: text(300).optional() }),
  {
    summary: 'Say anew when goods will be ready, later or sooner; the buyer is told',
    roles: [...WORKSHOP, 'service_agent'],
  },
);
