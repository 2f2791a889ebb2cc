import type { State } from '../state.ts';
import { pause } from './pause.ts';
import { needsNewIterator, type StreamApi } from './stream-api.ts';
import type { StreamRecord } from './stream-record.ts';

const BUSY_MS = 20;
const IDLE_MS = 250;
const MOST_RECORDS = 1000;

export type ShardReader = {
  api: StreamApi;
  state: State;
  /** The key of the shard's checkpoint. */
  checkpoint: string;
  streamArn: string;
  shardId: string;
  start: 'TRIM_HORIZON' | 'LATEST';
  batchSize: number;
  windowMs: number;
  /** Settles the records; false when it was interrupted. */
  process(records: readonly StreamRecord[]): Promise<boolean>;
  /** Told after a read that found nothing new, with the time before it: what was written until then is settled. */
  caughtUp(at: number): void;
  signal: AbortSignal;
};

/**
 * Reads one shard from where it was left, and remembers how far its records are settled, before it reads on: a killed
 * local cloud gives some records twice and skips none. Resolves with true when the shard is closed and read to its end.
 */
export async function readShard(reader: ShardReader): Promise<boolean> {
  const { api, state, checkpoint, batchSize, windowMs, signal } = reader;
  let iterator: string | undefined = await openIterator(reader);
  let gathered: StreamRecord[] = [];
  let windowEnd = 0;
  let idle = BUSY_MS;
  while (!signal.aborted) {
    if (iterator !== undefined) {
      try {
        const asked = Date.now();
        const limit = Math.min(batchSize - gathered.length, MOST_RECORDS);
        const page: Awaited<ReturnType<StreamApi['records']>> = await api.records(iterator, limit);
        const records = page.Records ?? [];
        if (gathered.length === 0 && records.length > 0) windowEnd = Date.now() + windowMs;
        gathered.push(...records);
        if (gathered.length === 0) reader.caughtUp(asked);
        idle = records.length > 0 ? BUSY_MS : Math.min(idle * 1.5, IDLE_MS);
        iterator = page.NextShardIterator;
      } catch (error) {
        if (!needsNewIterator(error)) throw error;
        gathered = [];
        iterator = await openIterator(reader);
        continue;
      }
    }
    const closed = iterator === undefined;
    const full = gathered.length >= Math.min(batchSize, MOST_RECORDS);
    if (gathered.length > 0 && (full || closed || Date.now() >= windowEnd)) {
      if (!(await reader.process(gathered))) return false;
      state.set(checkpoint, gathered.at(-1)?.dynamodb.SequenceNumber ?? '');
      gathered = [];
      // A full batch has more behind it.
      if (full && !closed) continue;
    }
    if (closed) return true;
    await pause(idle, signal);
  }
  return false;
}

function openIterator({ api, state, checkpoint, streamArn, shardId, start }: ShardReader): Promise<string> {
  const after = state.get(checkpoint);
  return api.iterator(streamArn, shardId, after ? { after } : start);
}
