import type { DynamoDBRecord } from 'aws-lambda';
import { unevenSkus } from '../../../shared/inventory/uneven-skus.ts';

const record = (pk: string, sk: string, numbers: Record<string, number> = {}): DynamoDBRecord => ({
  dynamodb: {
    Keys: { pk: { S: pk }, sk: { S: sk } },
    NewImage: Object.fromEntries(Object.entries(numbers).map(([name, n]) => [name, { N: String(n) }])),
  },
});

describe('noticing rows of hot products that ran dry', () => {
  it('names a product once, however many of its rows are dry', () => {
    expect(
      unevenSkus([
        record('SKU#HOT#3', 'STOCK#main#3', { available: 0 }),
        record('SKU#HOT#7', 'STOCK#store#7', { available: 0 }),
        record('SKU#HOT#7', 'STOCK#store#7', { available: 4 }),
      ]),
    ).toEqual(['HOT']);
  });

  it('leaves a row alone that still has units, and usual products whatever they have', () => {
    expect(
      unevenSkus([
        record('SKU#HOT#3', 'STOCK#main#3', { available: 1 }),
        record('SKU#USUAL', 'STOCK#main#0', { available: 0 }),
        record('SKU#USUAL', 'PRODUCT', { stockShards: 1 }),
        record('LOCATIONS', 'INACTIVE'),
      ]),
    ).toEqual([]);
  });

  it('names a product that was changed and is, or was, spread over rows', () => {
    expect(unevenSkus([record('SKU#HOT', 'PRODUCT', { stockShards: 1, mostShards: 8 })])).toEqual(['HOT']);
  });
});
