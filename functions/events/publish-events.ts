import middy from '@middy/core';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { publish } from '../../shared/events/effects/publish.ts';
import { readOutbox } from '../../shared/events/effects/read-outbox.ts';
import { logger } from '../../shared/runtime/logger.ts';

/**
 * The outbox's other end: what was committed goes on the bus, in the table's order. A failure makes Lambda bring the
 * batch again; consumers recognise an event they have seen.
 */
export const handler = middy<DynamoDBStreamEvent, void>()
  .before(({ context }) => {
    logger.addContext(context);
  })
  .handler((event) => publish(event.Records.flatMap(readOutbox)));
