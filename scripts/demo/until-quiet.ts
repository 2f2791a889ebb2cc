import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from './client.ts';

const POLL_MS = 150;
/** Looks in a row that must find nothing going on: between the table's stream and a queue a message is nowhere to be seen. */
const QUIET_LOOKS = 4;
const LONGEST_MS = 180_000;

type QueueRow = { name: string; depth: number; inFlight: number; deadLetters: number };
type Metering = Record<string, Record<string, { total: number }>>;

export const readQueues = async (client: Client): Promise<QueueRow[]> =>
  ((await client.local('GET', '/local/queues')).body.items ?? []) as QueueRow[];

/**
 * Waits until the system has nothing more to do: no message waits or is worked on, and nothing was written meanwhile.
 *
 * @throws when that takes longer than three minutes, with what is stuck where
 */
export const untilQuiet = async (client: Client): Promise<void> => {
  const deadline = performance.now() + LONGEST_MS;
  let quiet = 0;
  let before = '';
  for (;;) {
    const queues = (await readQueues(client)).filter(({ depth, inFlight }) => depth + inFlight > 0);
    const { dynamodb, sqs } = (await client.local('GET', '/local/metering')).body as Metering;
    const now = `${dynamodb?.writeUnits?.total} ${sqs?.messagesSent?.total}`;
    quiet = queues.length === 0 && now === before ? quiet + 1 : 0;
    before = now;
    if (quiet >= QUIET_LOOKS) return;
    if (performance.now() > deadline)
      throw new Error(
        `The queues are not worked off after ${LONGEST_MS / 1000} s: ${queues
          .map(({ name, depth, inFlight }) => `${name} ${depth} waiting, ${inFlight} in flight`)
          .join('; ')}.`,
      );
    await sleep(POLL_MS);
  }
};
