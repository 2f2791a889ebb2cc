import middy from '@middy/core';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { askForFilling } from '../../shared/backorders/effects/ask-for-filling.ts';
import { spotStock } from '../../shared/channel-stock/effects/spot-stock.ts';
import { askForRebalancing } from '../../shared/inventory/effects/ask-for-rebalancing.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { openTable } from '../../shared/runtime/table.ts';

/**
 * A failure makes Lambda bring the batch again; a SKU that is looked at twice is told once. Rows that ran dry, and
 * goods that somebody waits for, are noticed here as well, because a stream bears two readers.
 */
export const handler = middy<DynamoDBStreamEvent, void>()
  .before(({ context }) => {
    logger.addContext(context);
  })
  .handler(async ({ Records }) => {
    await askForRebalancing(Records);
    await askForFilling(openTable(), Records);
    await spotStock(openTable(), Records, new Date());
  });
