import type { DynamoDBRecord } from 'aws-lambda';
import { COMING, skuOfPk } from '../inventory/stock-keys.ts';

/** What the table's stream tells of stock: which SKUs to look at, or that all may have changed. */
export type Spotted = {
  skus: readonly string[];
  /** A location was opened or closed. */
  everything: boolean;
};

/**
 * Which SKUs a batch of the stream speaks of, each once, however often it changed. How many units there are is not read
 * from it: by the time a shop is told, that is old.
 */
export const spotChanges = (records: readonly DynamoDBRecord[]): Spotted => {
  // What is announced cannot be sold yet.
  const pks = records
    .filter(({ dynamodb }) => !dynamodb?.Keys?.sk?.S?.startsWith(COMING))
    .map(({ dynamodb }) => dynamodb?.Keys?.pk?.S ?? '');
  const skus = pks.filter((pk) => pk.startsWith('SKU#')).map(skuOfPk);
  return { skus: [...new Set(skus)], everything: pks.includes('LOCATIONS') };
};
