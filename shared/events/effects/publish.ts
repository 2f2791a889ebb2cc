import { setTimeout as sleep } from 'node:timers/promises';
import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { environment } from '../../runtime/environment.ts';

/** PutEvents takes ten entries a call. */
const PER_CALL = 10;
const ATTEMPTS = 4;
const DELAY_MS = 50;

/** One event for the bus. */
export type BusEvent = { type: string; at: string; detail: unknown };

let client: EventBridgeClient | undefined;

const entry = ({ type, at, detail }: BusEvent): PutEventsRequestEntry => ({
  EventBusName: environment('EVENT_BUS_NAME'),
  Source: 'oms',
  DetailType: type,
  Time: new Date(at),
  Detail: JSON.stringify(detail),
});

/**
 * Puts events on the bus, all of them or an error. PutEvents answers 200 even when entries failed, so its count is
 * looked at and the failed ones are sent again.
 */
export const publish = async (events: readonly BusEvent[]): Promise<void> => {
  client ??= new EventBridgeClient({});
  for (let at = 0; at < events.length; at += PER_CALL)
    await putAll(client, events.slice(at, at + PER_CALL).map(entry));
};

const putAll = async (to: EventBridgeClient, entries: PutEventsRequestEntry[]): Promise<void> => {
  let left = entries;
  for (let attempt = 1; ; attempt++) {
    const { Entries = [], FailedEntryCount = 0 } = await to.send(new PutEventsCommand({ Entries: left }));
    if (FailedEntryCount === 0) return;
    left = left.filter((_, index) => Entries[index]?.ErrorCode);
    if (attempt === ATTEMPTS) throw new Error(`${left.length} events were refused by the bus.`);
    await sleep(DELAY_MS * attempt);
  }
};
