import { AwsCallError, awsCall } from '../services/aws-call.ts';
import type { StreamRecord } from './stream-record.ts';

export type Shard = {
  ShardId: string;
  ParentShardId?: string;
  SequenceNumberRange?: { EndingSequenceNumber?: string };
};
export type RecordPage = { Records?: StreamRecord[]; NextShardIterator?: string };
type Position = { after: string } | 'TRIM_HORIZON' | 'LATEST';

/** The few operations of DynamoDB Streams that a mapping needs. */
export function streamApi(endpoint: string) {
  const call = <T>(operation: string, input: unknown) =>
    awsCall<T>(endpoint, `DynamoDBStreams_20120810.${operation}`, input);

  return {
    /** The ARN DynamoDB Local has for the table's stream, which is not the template's. */
    streamOf: async (tableName: string): Promise<string> => {
      const { Table } = await awsCall<{ Table: { LatestStreamArn?: string } }>(
        endpoint,
        'DynamoDB_20120810.DescribeTable',
        { TableName: tableName },
      );
      if (!Table.LatestStreamArn) throw new Error(`The table ${tableName} has no stream.`);
      return Table.LatestStreamArn;
    },

    shards: async (StreamArn: string): Promise<Shard[]> => {
      const shards: Shard[] = [];
      let ExclusiveStartShardId: string | undefined;
      do {
        const { StreamDescription: page } = await call<{
          StreamDescription: { Shards?: Shard[]; LastEvaluatedShardId?: string };
        }>('DescribeStream', { StreamArn, ...(ExclusiveStartShardId ? { ExclusiveStartShardId } : {}) });
        shards.push(...(page.Shards ?? []));
        ExclusiveStartShardId = page.LastEvaluatedShardId;
      } while (ExclusiveStartShardId);
      return shards;
    },

    /** Where the position is gone, since records live for a day, reading starts with the oldest that is left. */
    iterator: async (StreamArn: string, ShardId: string, position: Position): Promise<string> => {
      const at =
        typeof position === 'string'
          ? { ShardIteratorType: position }
          : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: position.after };
      const ask = (from: object) =>
        call<{ ShardIterator: string }>('GetShardIterator', { StreamArn, ShardId, ...from });
      try {
        return (await ask(at)).ShardIterator;
      } catch (error) {
        if (!(error instanceof AwsCallError) || error.code !== 'TrimmedDataAccessException') throw error;
        return (await ask({ ShardIteratorType: 'TRIM_HORIZON' })).ShardIterator;
      }
    },

    records: (ShardIterator: string, Limit: number) =>
      call<RecordPage>('GetRecords', { ShardIterator, Limit }),
  };
}

export type StreamApi = ReturnType<typeof streamApi>;

/** Errors after which reading goes on with a fresh iterator. */
export const needsNewIterator = (error: unknown) =>
  error instanceof AwsCallError &&
  ['ExpiredIteratorException', 'TrimmedDataAccessException'].includes(error.code);
