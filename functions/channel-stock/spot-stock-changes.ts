import middy from '@middy/core';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { spotStock } from '../../shared/channel-stock/effects/spot-stock.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { openTable } from '../../shared/runtime/table.ts';

/** A failure makes Lambda bring the batch again; a SKU that is looked at twice is told once. */
export const handler = middy<DynamoDBStreamEvent, void>()
  .before(({ context }) => {
    logger.addContext(context);
  })
  .handler(({ Records }) => spotStock(openTable(), Records, new Date()));
