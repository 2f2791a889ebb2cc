import * as z from 'zod';
import { STAFF } from '../kernel/actor.ts';
import { instantSchema } from '../kernel/clock.ts';
import { operation } from '../kernel/operation.ts';
import { pageOf, pageQuery } from '../kernel/page.ts';

/** Deliveries of channels that could not become an order. */
export const listRejectionsOperation = operation({
  id: 'list-rejections',
  method: 'GET',
  path: '/v1/intake/rejections',
  summary: 'List what channels delivered and could not become an order, newest first',
  tag: 'channels',
  roles: STAFF,
  query: z.strictObject(pageQuery),
  answer: pageOf(
    z.object({
      deliveryId: z.string(),
      sender: z.string(),
      rejectedAt: instantSchema,
      code: z.string(),
      title: z.string(),
      detail: z.string().optional(),
      errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
      shortages: z.array(z.unknown()).optional(),
    }),
  ),
  status: 200,
});
