import type { LocalTable } from '../../../infra/local/model.ts';
import { countWrites } from '../../../infra/local/services/dynamodb-capacity/count-writes.ts';
import { openImages } from '../../../infra/local/services/dynamodb-capacity/images.ts';
import { itemSize } from '../../../infra/local/services/dynamodb-capacity/item-size.ts';
import { learnReads } from '../../../infra/local/services/dynamodb-capacity/learn-reads.ts';

const key = (...names: string[]) => names.map((AttributeName) => ({ AttributeName, KeyType: 'HASH' }));
const table: LocalTable = {
  logicalId: 'T',
  name: 't',
  arn: 'arn:t',
  keySchema: key('pk'),
  attributeDefinitions: [],
  globalSecondaryIndexes: [
    { IndexName: 'byDue', KeySchema: key('due'), Projection: { ProjectionType: 'KEYS_ONLY' } },
  ],
};

const item = (pk: string, bytes: number, due?: string) => ({
  pk: { S: pk },
  text: { S: 'x'.repeat(bytes) },
  ...(due && { due: { S: due } }),
});
const put = (...args: Parameters<typeof item>) => ({ Put: { TableName: 't', Item: item(...args) } });
const about = (pk: string, more: object = {}) => ({ TableName: 't', Key: { pk: { S: pk } }, ...more });

/** What a transaction costs, after others on the same table. */
function cost(...transactions: object[][]) {
  const images = openImages([table]);
  return transactions
    .map((TransactItems) => countWrites(images, 'TransactWriteItems', { TransactItems }, {}).units)
    .at(-1);
}

describe('a transaction', () => {
  test('rounds each item up by itself, and writes it twice', () => {
    expect(cost(['a', 'b', 'c'].map((pk) => put(pk, 100)))).toEqual({ t: 6 });
    expect(cost([put('a', 1500), put('b', 10)])).toEqual({ t: 6 });
  });
  test('costs the larger of the item before and after', () => {
    expect(cost([put('a', 3000)], [put('a', 10)])).toEqual({ t: 6 });
    expect(cost([put('a', 3000)], [{ Delete: about('a') }])).toEqual({ t: 6 });
    expect(cost([put('a', 3000)], [{ ConditionCheck: about('a') }])).toEqual({ t: 6 });
  });
  test('writes an index once: nothing for what stays, one for an entry, two for one that moves', () => {
    expect(cost([put('a', 10, 'mon')])).toEqual({ t: 2, 't/byDue': 1 });
    expect(cost([put('a', 10, 'mon')], [put('a', 20, 'mon')])).toEqual({ t: 2 });
    expect(cost([put('a', 10, 'mon')], [put('a', 10, 'tue')])).toEqual({ t: 2, 't/byDue': 2 });
    expect(cost([put('a', 10, 'mon')], [put('a', 10)])).toEqual({ t: 2, 't/byDue': 1 });
    expect(cost([put('a', 10, 'mon')], [{ Delete: about('a') }])).toEqual({ t: 2, 't/byDue': 1 });
  });
  test('takes an update for what it makes of the item', () => {
    const update = (UpdateExpression: string, values: object) => [
      { Update: about('a', { UpdateExpression, ExpressionAttributeValues: values }) },
    ];
    const before = [put('a', 900, 'mon')];
    expect(cost(before, update('SET due = :due', { ':due': { S: 'tue' } }))).toEqual({ t: 2, 't/byDue': 2 });
    expect(cost(before, update('SET note = :note', { ':note': { S: 'x'.repeat(300) } }))).toEqual({ t: 4 });
    expect(cost(before, update('ADD stock :one', { ':one': { N: '1' } }))).toEqual({ t: 2 });
    expect(cost(before, update('REMOVE due', {}))).toEqual({ t: 2, 't/byDue': 1 });
  });
  test('of unknown items costs the least it can', () => {
    expect(cost([{ Update: about('a', { UpdateExpression: 'SET due = :due' }) }])).toEqual({ t: 2 });
  });
});

test('an item that was read whole is known from then on', () => {
  const images = openImages([table]);
  learnReads(images, 'GetItem', { TableName: 't', ProjectionExpression: 'pk' }, { Item: { pk: { S: 'a' } } });
  learnReads(images, 'GetItem', { TableName: 't' }, { Item: item('a', 2500, 'mon') });
  const request = { TransactItems: [{ Delete: about('a') }] };
  const { units, exact } = countWrites(images, 'TransactWriteItems', request, {});
  expect(units).toEqual({ t: 6, 't/byDue': 1 });
  expect(exact).toBe(true);
});

test('what a batch left undone costs nothing', () => {
  const writes = ['a', 'b'].map((pk) => ({ PutRequest: { Item: item(pk, 10) } }));
  const answer = { UnprocessedItems: { t: writes.slice(1) } };
  const { units } = countWrites(
    openImages([table]),
    'BatchWriteItem',
    { RequestItems: { t: writes } },
    answer,
  );
  expect(units).toEqual({ t: 1 });
});

test('memory stays bounded: the item not written for longest is forgotten', () => {
  const images = openImages([table], 2);
  for (const pk of ['a', 'b', 'c']) images.set('t', { pk: { S: pk } }, null);
  expect(images.get('t', { pk: { S: 'a' } })).toBeUndefined();
  expect(images.get('t', { pk: { S: 'c' } })).toBeNull();
});

test.each([
  [{ S: 'é' }, 2],
  [{ N: '0' }, 1],
  [{ N: '-1234.50' }, 5],
  [{ N: '100' }, 2],
  [{ BOOL: true }, 1],
  [{ B: 'AAEC' }, 3],
  [{ L: [{ S: 'a' }, { S: 'b' }] }, 7],
  [{ M: { k: { S: 'v' } } }, 6],
  [{ SS: ['a', 'bc'] }, 3],
])('%j weighs its name and %i bytes', (value, bytes) => {
  expect(itemSize({ ab: value })).toBe(2 + bytes);
});
