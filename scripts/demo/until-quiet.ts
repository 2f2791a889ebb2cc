import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from './client.ts';

const POLL_MS = 150;
const LONGEST_MS = 180_000;

type QueueRow = { name: string; depth: number; inFlight: number; deadLetters: number };
type Metering = Record<string, Record<string, { total: number }>>;

export const readQueues = async (client: Client): Promise<QueueRow[]> =>
  ((await client.local('GET', '/local/queues')).body.items ?? []) as QueueRow[];

/** Whether all that was written before a moment has come from the table's stream to the queues. */
const handedOn = async (client: Client, before: number): Promise<boolean> => {
  const streams = ((await client.local('GET', '/local/streams')).body.items ?? []) as {
    caughtUpAt?: string;
  }[];
  return streams.every(({ caughtUpAt }) => caughtUpAt !== undefined && Date.parse(caughtUpAt) > before);
};

/**
 * Waits until the system has nothing more to do: no message waits or is worked on, and nothing was written meanwhile.
 *
 * @throws when that takes longer than three minutes, with what is stuck where
 */
export const untilQuiet = async (client: Client): Promise<void> => {
  const deadline = performance.now() + LONGEST_MS;
  let before = '';
  let quietSince = Number.POSITIVE_INFINITY;
  for (;;) {
    // Asked first: what came through the stream until now shows in the queues and counters below.
    const read = Number.isFinite(quietSince) && (await handedOn(client, quietSince));
    const queues = (await readQueues(client)).filter(({ depth, inFlight }) => depth + inFlight > 0);
    const { dynamodb, sqs } = (await client.local('GET', '/local/metering')).body as Metering;
    const now = `${dynamodb?.writeUnits?.total} ${sqs?.messagesSent?.total}`;
    if (queues.length > 0 || now !== before) quietSince = Number.POSITIVE_INFINITY;
    else if (read) return;
    else quietSince = Math.min(quietSince, Date.now());
    before = now;
    if (performance.now() > deadline)
      throw new Error(
        `The queues are not worked off after ${LONGEST_MS / 1000} s: ${queues
          .map(({ name, depth, inFlight }) => `${name} ${depth} waiting, ${inFlight} in flight`)
          .join('; ')}.`,
      );
    await sleep(POLL_MS);
  }
};
