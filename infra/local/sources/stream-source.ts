import type { EventSourceMapping, Invoke, LocalFunction, LocalTable } from '../model.ts';
import type { Report } from '../parts.ts';
import { awsCall } from '../services/aws-call.ts';
import { matchesPattern } from '../services/event-pattern.ts';
import type { State } from '../state.ts';
import { pause } from './pause.ts';
import { type Shard, type StreamApi, streamApi } from './stream-api.ts';
import { type DiscardedBatch, deliverStreamBatch } from './stream-batch.ts';
import { functionRecord, laneOf, type StreamRecord } from './stream-record.ts';
import { readShard, type ShardReader } from './stream-shard.ts';

export type StreamSourceOptions = {
  mapping: EventSourceMapping;
  table: LocalTable;
  fn: LocalFunction;
  region: string;
  dynamodbEndpoint: string;
  /** For the failure destination. */
  sqsEndpoint: string;
  state: State;
  invoke: Invoke;
  report: Report;
};

const DISCOVER_MS = 5_000;
const CLOSED = 'closed';

/** A stream that is followed. */
export type StreamSource = {
  /** Whatever was written before this moment has been handed on; nothing while that is not known. */
  caughtUpAt(): number | undefined;
  stop(): Promise<void>;
};

/**
 * Feeds a table's stream to a function as Lambda's event-source mapping does: each shard in its order, a child after its
 * parents, from where the last run of the local cloud left it.
 */
export function startStreamSource(options: StreamSourceOptions): StreamSource {
  const { table, report } = options;
  const api = streamApi(options.dynamodbEndpoint);
  const stopping = new AbortController();
  const { signal } = stopping;
  const reading = new Map<string, Promise<void>>();
  const caughtUp = new Map<string, number>();

  const follow = async () => {
    const streamArn = await api.streamOf(table.name);
    while (!signal.aborted) {
      for (const shard of await readable(options, api, streamArn)) {
        if (reading.has(shard.ShardId)) continue;
        const work = readToEnd(options, api, streamArn, shard, {
          caughtUp: (at) => caughtUp.set(shard.ShardId, at),
          signal,
        })
          .catch(async (error: Error) => {
            if (!signal.aborted) report('error', `Stream of ${table.name}: ${error.message}`);
            await pause(1000, signal);
          })
          .finally(() => {
            reading.delete(shard.ShardId);
            caughtUp.delete(shard.ShardId);
          });
        reading.set(shard.ShardId, work);
      }
      // A shard that ends has children, which are looked for at once.
      await Promise.race([pause(DISCOVER_MS, signal), ...reading.values()]);
    }
  };
  const keepFollowing = async () => {
    while (!signal.aborted) {
      try {
        await follow();
      } catch (error) {
        if (!signal.aborted) report('error', `Stream of ${table.name}: ${(error as Error).message}`);
        await pause(1000, signal);
      }
    }
  };
  const following = keepFollowing();

  return {
    caughtUpAt: () => {
      const times = [...reading.keys()].map((shardId) => caughtUp.get(shardId) ?? Number.NaN);
      const at = Math.min(...times);
      return Number.isFinite(at) ? at : undefined;
    },
    stop: async () => {
      stopping.abort();
      await following;
      await Promise.all(reading.values());
    },
  };
}

const keyOf = ({ mapping }: StreamSourceOptions, streamArn: string, shardId: string) =>
  `${mapping.functionName}|${streamArn}|${shardId}`;

/** Shards that are not read to their end, and whose parent is or is gone. */
async function readable(options: StreamSourceOptions, api: StreamApi, streamArn: string): Promise<Shard[]> {
  const shards = await api.shards(streamArn);
  const isDone = (shardId: string) =>
    options.state.get(`${keyOf(options, streamArn, shardId)}|end`) === CLOSED;
  const isListed = (shardId: string) => shards.some((shard) => shard.ShardId === shardId);
  return shards.filter(
    ({ ShardId, ParentShardId }) =>
      !isDone(ShardId) && (!ParentShardId || !isListed(ParentShardId) || isDone(ParentShardId)),
  );
}

async function readToEnd(
  options: StreamSourceOptions,
  api: StreamApi,
  streamArn: string,
  shard: Shard,
  { caughtUp, signal }: Pick<ShardReader, 'caughtUp' | 'signal'>,
): Promise<void> {
  const { mapping, state } = options;
  const checkpoint = keyOf(options, streamArn, shard.ShardId);
  const finished = await readShard({
    api,
    state,
    checkpoint,
    streamArn,
    shardId: shard.ShardId,
    // A child continues its parent; only what was there at the very first start may be passed over.
    start: shard.ParentShardId ? 'TRIM_HORIZON' : (mapping.startingPosition ?? 'TRIM_HORIZON'),
    batchSize: mapping.batchSize * Math.max(1, mapping.parallelization ?? 1),
    windowMs: mapping.windowSeconds * 1000,
    process: (records) => processRecords(options, shard.ShardId, records, signal),
    caughtUp,
    signal,
  });
  if (finished) state.set(`${checkpoint}|end`, CLOSED);
}

/** Filters, lays out in lanes and delivers each lane in batches; records of one item never overtake each other. */
async function processRecords(
  options: StreamSourceOptions,
  shardId: string,
  records: readonly StreamRecord[],
  signal: AbortSignal,
): Promise<boolean> {
  const { mapping, table, fn, region, invoke } = options;
  const streamArn = table.streamArn ?? mapping.sourceArn;
  const wanted = records
    .map((record) => functionRecord(record, streamArn, region))
    .filter(
      (record) =>
        mapping.filters.length === 0 || mapping.filters.some((filter) => matchesPattern(filter, record)),
    );
  const lanes = Math.max(1, mapping.parallelization ?? 1);
  const byLane = Object.values(Object.groupBy(wanted, (record) => laneOf(record, table, lanes)));
  const settled = await Promise.all(
    byLane.map(async (lane = []) => {
      for (let index = 0; index < lane.length; index += mapping.batchSize) {
        const done = await deliverStreamBatch(lane.slice(index, index + mapping.batchSize), {
          mapping,
          functionArn: fn.arn,
          shardId,
          streamArn,
          invoke,
          discard: (description) => discard(options, description),
          signal,
        });
        if (!done) return false;
      }
      return true;
    }),
  );
  return settled.every(Boolean);
}

async function discard(
  { mapping, table, sqsEndpoint, report }: StreamSourceOptions,
  description: DiscardedBatch,
): Promise<void> {
  const { batchSize, startSequenceNumber } = description.DDBStreamBatchInfo;
  const { condition } = description.requestContext;
  report(
    'error',
    `Stream of ${table.name}: ${batchSize} records from ${startSequenceNumber} on given up: ${condition}`,
  );
  if (!mapping.onFailureArn) return;
  await awsCall(sqsEndpoint, 'AmazonSQS.SendMessage', {
    QueueUrl: mapping.onFailureArn,
    MessageBody: JSON.stringify(description),
  });
}
