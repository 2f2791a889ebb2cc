import middy from '@middy/core';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { type Listeners, loadListeners } from '../../shared/events/effects/load-listeners.ts';
import { publish } from '../../shared/events/effects/publish.ts';
import { readOutbox } from '../../shared/events/effects/read-outbox.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { openTable } from '../../shared/runtime/table.ts';

/** What cannot be asked keeps nothing back: automation and warehouses are offered every event, and look for themselves. */
const EVERYTHING: Listeners = { wanted: { has: () => true }, outside: true };

const whoListens = (): Promise<Listeners> =>
  loadListeners(openTable()).catch((error: unknown) => {
    logger.warn('Who listens could not be read; every event is offered to all.', error as Error);
    return EVERYTHING;
  });

/**
 * The outbox's other end: what was committed goes on the bus, in the table's order. A failure makes Lambda bring the
 * batch again; consumers recognise an event they have seen.
 */
export const handler = middy<DynamoDBStreamEvent, void>()
  .before(({ context }) => {
    logger.addContext(context);
  })
  .handler(async ({ Records }) => {
    const { wanted, outside } = await whoListens();
    await publish(Records.flatMap((record) => readOutbox(record, wanted, outside)));
  });
