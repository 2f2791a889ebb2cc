import type { DynamoDBRecord } from 'aws-lambda';
import { COMING, PRODUCT, STOCK, skuOfPk } from '../inventory/stock-keys.ts';

/** What the table's stream tells those who serve queues. */
export type SpottedBackorders = {
  /** SKUs that have a queue, of which something changed. */
  queued: readonly string[];
  /** SKUs of which units have become free; most have no queue. */
  risen: readonly string[];
  /** SKUs of which more, less or other things are announced; most have no queue. */
  announced: readonly string[];
  /** A location was opened or closed. */
  everything: boolean;
};

/**
 * Which SKUs of a batch of the stream a queue may be served of, or promised anew. A stock row says itself whether it was
 * raised last (`rose`), so that what is sold costs nobody a look.
 */
export const spotBackorders = (records: readonly DynamoDBRecord[]): SpottedBackorders => {
  const of = (wanted: (record: DynamoDBRecord, sk: string) => boolean): string[] => [
    ...new Set(
      records
        .filter((record) => wanted(record, record.dynamodb?.Keys?.sk?.S ?? ''))
        .map(({ dynamodb }) => skuOfPk(dynamodb?.Keys?.pk?.S ?? '')),
    ),
  ];
  return {
    queued: of(({ dynamodb }, sk) => sk === PRODUCT && Number(dynamodb?.NewImage?.backordered?.N ?? 0) > 0),
    risen: of(({ dynamodb }, sk) => sk.startsWith(STOCK) && dynamodb?.NewImage?.rose?.BOOL === true),
    announced: of((_, sk) => sk.startsWith(COMING)),
    everything: records.some(({ dynamodb }) => dynamodb?.Keys?.pk?.S === 'LOCATIONS'),
  };
};
