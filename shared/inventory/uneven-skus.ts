import type { DynamoDBRecord } from 'aws-lambda';
import { isSpreadPk, PRODUCT, STOCK, skuOfPk } from './stock-keys.ts';

/**
 * The hot SKUs whose rows may be out of step, by what the table's stream tells: a row ran dry, or the product was
 * changed and may be spread over more rows or fewer. A usual SKU is never among them.
 */
export const unevenSkus = (records: readonly DynamoDBRecord[]): string[] => {
  const found = records.flatMap(({ dynamodb }): string[] => {
    const { Keys, NewImage } = dynamodb ?? {};
    const [pk = '', sk = ''] = [Keys?.pk?.S, Keys?.sk?.S];
    const isDry = isSpreadPk(pk) && sk.startsWith(STOCK) && Number(NewImage?.available?.N) === 0;
    const isSpread = sk === PRODUCT && NewImage?.mostShards !== undefined;
    return isDry || isSpread ? [skuOfPk(pk)] : [];
  });
  return [...new Set(found)];
};
