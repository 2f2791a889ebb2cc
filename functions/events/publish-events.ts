import middy from '@middy/core';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { loadWantedTypes } from '../../shared/automation/effects/automation-rule-store.ts';
import { publish } from '../../shared/events/effects/publish.ts';
import { readOutbox, type Wanted } from '../../shared/events/effects/read-outbox.ts';
import { loadExternalLocations } from '../../shared/locations/effects/location-store.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { openTable } from '../../shared/runtime/table.ts';

/** What cannot be asked is not kept back: every event goes to automation, which looks at its rules itself. */
const EVERYTHING: Wanted = { has: () => true };

const wantedByAutomation = (): Promise<Wanted> =>
  loadWantedTypes(openTable()).catch((error: unknown) => {
    logger.warn('The events that rules wait for could not be read; all are offered.', error as Error);
    return EVERYTHING;
  });

/** Who cannot be asked whether there are outside warehouses looks for them at each order. */
const isAnyOutside = (): Promise<boolean> =>
  loadExternalLocations(openTable()).then(
    ({ size }) => size > 0,
    (error: unknown) => {
      logger.warn('The outside warehouses could not be read; orders are looked at for them.', error as Error);
      return true;
    },
  );

/**
 * The outbox's other end: what was committed goes on the bus, in the table's order. A failure makes Lambda bring the
 * batch again; consumers recognise an event they have seen.
 */
export const handler = middy<DynamoDBStreamEvent, void>()
  .before(({ context }) => {
    logger.addContext(context);
  })
  .handler(async ({ Records }) => {
    const [wanted, outside] = await Promise.all([wantedByAutomation(), isAnyOutside()]);
    await publish(Records.flatMap((record) => readOutbox(record, wanted, outside)));
  });
