import { randomUUID } from 'node:crypto';
import type { EventSourceMapping, Invoke, InvokeResult } from '../model.ts';
import { readBatchVerdict } from './partial-failures.ts';
import { backoff, pause } from './pause.ts';
import type { FunctionRecord } from './stream-record.ts';

export type StreamBatchOptions = {
  mapping: EventSourceMapping;
  functionArn: string;
  shardId: string;
  streamArn: string;
  invoke: Invoke;
  /** Sends what is given up to the failure destination, if there is one. */
  discard(description: DiscardedBatch): Promise<void>;
  signal: AbortSignal;
};

/** What Lambda writes to an on-failure destination: where the records are, not the records themselves. */
export type DiscardedBatch = {
  requestContext: {
    requestId: string;
    functionArn: string;
    condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
    approximateInvokeCount: number;
  };
  responseContext?: { statusCode: number; executedVersion: string; functionError: string };
  version: '1.0';
  timestamp: string;
  DDBStreamBatchInfo: {
    shardId: string;
    startSequenceNumber: string;
    endSequenceNumber: string;
    approximateArrivalOfFirstRecord: string;
    approximateArrivalOfLastRecord: string;
    batchSize: number;
    streamArn: string;
  };
};

const LONGEST_BACKOFF_MS = 30_000;

type Part = { records: readonly FunctionRecord[]; invokes: number };

/**
 * Gives a batch of one lane to the function until it is taken or given up, as Lambda does for streams: a failed batch is
 * halved (where the mapping says so, which costs no retry) or tried again; a partial failure goes on from the first
 * record named; what is too old or was tried too often goes to the failure destination.
 *
 * Answers whether all records are settled; false when `signal` aborted before.
 */
export async function deliverStreamBatch(
  records: readonly FunctionRecord[],
  options: StreamBatchOptions,
): Promise<boolean> {
  const { mapping, signal } = options;
  const parts: Part[] = [{ records, invokes: 0 }];
  for (let part = parts.shift(); part; part = parts.shift()) {
    if (signal.aborted) return false;
    const young = await dropOld(part, options);
    if (young.length === 0) continue;
    const result = await options.invoke(options.functionArn, { Records: young });
    const rest = unsettled(young, result, mapping);
    if (rest.length === 0) continue;
    if (!result.ok && result.kind === 'throttled') {
      parts.unshift({ ...part, records: young });
      await pause(backoff(3, LONGEST_BACKOFF_MS), signal);
      continue;
    }
    const invokes = part.invokes + 1;
    const retries = limitOf(mapping.maximumRetryAttempts);
    // Records behind a settled one start a new series of tries.
    const progressed = rest.length < young.length;
    if (!progressed && mapping.bisectOnError && rest.length > 1) {
      const middle = Math.ceil(rest.length / 2);
      parts.unshift(
        { records: rest.slice(0, middle), invokes: part.invokes },
        { records: rest.slice(middle), invokes: part.invokes },
      );
    } else if (!progressed && invokes > retries) {
      await options.discard(describe(rest, 'RetryAttemptsExhausted', invokes, result, options));
      continue;
    } else {
      parts.unshift({ records: rest, invokes: progressed ? 1 : invokes });
    }
    await pause(backoff(progressed ? 0 : invokes - 1, LONGEST_BACKOFF_MS), signal);
  }
  return true;
}

/** The records that still have to be taken: from the first failed one on, since order counts. */
function unsettled(
  records: readonly FunctionRecord[],
  result: InvokeResult,
  mapping: EventSourceMapping,
): readonly FunctionRecord[] {
  if (!result.ok) return records;
  if (!mapping.reportBatchItemFailures) return [];
  const numbers = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
  const verdict = readBatchVerdict(result.payload, new Set(numbers));
  if (verdict.kind === 'success') return [];
  if (verdict.kind === 'failure') return records;
  return records.slice(numbers.findIndex((number) => verdict.failed.has(number)));
}

async function dropOld({ records, invokes }: Part, options: StreamBatchOptions) {
  const oldest = Date.now() - limitOf(options.mapping.maximumRecordAgeSeconds) * 1000;
  const isOld = ({ dynamodb }: FunctionRecord) => dynamodb.ApproximateCreationDateTime * 1000 < oldest;
  const old = records.filter(isOld);
  if (old.length === 0) return records;
  await options.discard(describe(old, 'RecordAgeExceeded', invokes, undefined, options));
  return records.filter((record) => !isOld(record));
}

/** Lambda's -1 and a missing limit mean: as long as the stream keeps the record. */
const limitOf = (value: number | undefined) =>
  value === undefined || value < 0 ? Number.POSITIVE_INFINITY : value;

function describe(
  records: readonly FunctionRecord[],
  condition: DiscardedBatch['requestContext']['condition'],
  invokes: number,
  result: InvokeResult | undefined,
  { functionArn, shardId, streamArn }: StreamBatchOptions,
): DiscardedBatch {
  const first = records[0]?.dynamodb;
  const last = records.at(-1)?.dynamodb;
  const arrival = (seconds = 0) => `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
  return {
    requestContext: {
      requestId: result?.requestId ?? randomUUID(),
      functionArn: `${functionArn}:$LATEST`,
      condition,
      approximateInvokeCount: invokes,
    },
    ...(result
      ? { responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' } }
      : {}),
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first?.SequenceNumber ?? '',
      endSequenceNumber: last?.SequenceNumber ?? '',
      approximateArrivalOfFirstRecord: arrival(first?.ApproximateCreationDateTime),
      approximateArrivalOfLastRecord: arrival(last?.ApproximateCreationDateTime),
      batchSize: records.length,
      streamArn,
    },
  };
}
