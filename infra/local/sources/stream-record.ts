import { createHash } from 'node:crypto';
import type { LocalTable } from '../model.ts';

/** A record as GetRecords answers it: Lambda's event record but for the stream's ARN. */
export type StreamRecord = {
  eventID: string;
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  eventVersion: string;
  eventSource: string;
  awsRegion: string;
  dynamodb: {
    ApproximateCreationDateTime: number;
    SequenceNumber: string;
    Keys: Readonly<Record<string, unknown>>;
    [part: string]: unknown;
  };
  userIdentity?: unknown;
};

/** The record as the function sees it, with the template's names of region and stream instead of DynamoDB Local's. */
export function functionRecord(record: StreamRecord, streamArn: string, region: string) {
  return { ...record, awsRegion: region, eventSourceARN: streamArn };
}

export type FunctionRecord = ReturnType<typeof functionRecord>;

/** Lays records out in lanes, all of one partition key in the same lane, in their order. */
export function laneOf(record: FunctionRecord, table: LocalTable, lanes: number): number {
  if (lanes <= 1) return 0;
  const keys = table.keySchema as readonly { AttributeName: string; KeyType: string }[];
  const partition = keys.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '';
  const digest = createHash('md5')
    .update(JSON.stringify(record.dynamodb.Keys[partition] ?? ''))
    .digest();
  return digest.readUInt32BE() % lanes;
}
