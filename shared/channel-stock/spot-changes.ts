import type { DynamoDBRecord } from 'aws-lambda';

/** What the table's stream tells of stock: which SKUs to look at, or that all may have changed. */
export type Spotted = {
  skus: readonly string[];
  /** A location was opened or closed. */
  everything: boolean;
  /** When the oldest of these changes was made. */
  at: string | undefined;
};

/**
 * Which SKUs a batch of the stream speaks of, each once, however often it changed. How many units there are is not read
 * from it: by the time a shop is told, that is old.
 */
export const spotChanges = (records: readonly DynamoDBRecord[]): Spotted => {
  const skus = new Set<string>();
  let everything = false;
  let oldest = Number.POSITIVE_INFINITY;
  for (const { dynamodb } of records) {
    const pk = dynamodb?.Keys?.pk?.S;
    if (pk?.startsWith('SKU#')) skus.add(pk.slice('SKU#'.length));
    else if (pk === 'LOCATIONS') everything = true;
    else continue;
    oldest = Math.min(oldest, (dynamodb?.ApproximateCreationDateTime ?? Number.POSITIVE_INFINITY) * 1000);
  }
  return {
    skus: [...skus],
    everything,
    at: Number.isFinite(oldest) ? new Date(oldest).toISOString() : undefined,
  };
};
