import * as z from 'zod';
import { STAFF } from '../kernel/actor.ts';
import { instantSchema } from '../kernel/clock.ts';
import { operation } from '../kernel/operation.ts';
import { CHANNELS } from '../orders/order.ts';
import { shopIdSchema } from '../orders/order-schema.ts';
import { putStockFeedSchema } from './stock-feed-schema.ts';

const OF_SHOP = z.strictObject({ channel: z.enum(CHANNELS), shopId: shopIdSchema });
const tag = 'channels';

const feedAnswer = z.object({
  channel: z.enum(CHANNELS),
  shopId: z.string(),
  version: z.int(),
  url: z.string(),
  buffer: z.int(),
  share: z.int(),
  skus: z.array(z.string()).optional(),
  active: z.boolean(),
  health: z.object({
    status: z.enum(['ok', 'catching_up', 'failing']),
    failures: z.int(),
    failingSince: instantSchema.optional(),
    lastError: z.string().optional(),
    retryAt: instantSchema.optional(),
    lastPushAt: instantSchema.optional(),
    lastLagMs: z.int().optional(),
  }),
});

/** Where a shop is told of stock, and how much is kept back from it; it is then told of everything anew. */
export const putStockFeedOperation = operation({
  id: 'put-stock-feed',
  method: 'PUT',
  path: '/v1/channels/{channel}/{shopId}/stock-feed',
  summary: 'Create (201) or replace (200) how a shop is told of available stock',
  tag,
  roles: ['sales_manager'],
  params: OF_SHOP,
  body: putStockFeedSchema,
  answer: feedAnswer,
  status: 200,
  problems: ['precondition_failed', 'version_conflict', 'too_many_stock_feeds'],
});

export const getStockFeedOperation = operation({
  id: 'get-stock-feed',
  method: 'GET',
  path: '/v1/channels/{channel}/{shopId}/stock-feed',
  summary: 'Read how a shop is told of stock: last push, delay, failures',
  tag,
  roles: STAFF,
  params: OF_SHOP,
  answer: feedAnswer,
  status: 200,
  problems: ['not_found'],
});

/** Compares every product with what the shop was told, and tells it what differs; also tries a failing shop at once. */
export const resyncStockFeedOperation = operation({
  id: 'resync-stock-feed',
  method: 'POST',
  path: '/v1/channels/{channel}/{shopId}/stock-feed/resync',
  summary: 'Tell a shop of all stock again, soon',
  tag,
  roles: ['sales_manager', 'service_agent'],
  params: OF_SHOP,
  body: z.strictObject({
    /** Also what the shop is known to have, for a shop that lost its numbers. */
    all: z.boolean().default(false),
  }),
  bodyOptional: true,
  answer: z.object({ accepted: z.literal(true) }),
  status: 202,
  problems: ['not_found', 'stock_feed_inactive'],
});
