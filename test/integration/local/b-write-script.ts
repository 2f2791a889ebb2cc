import type { LocalTable } from '../../../infra/local/model.ts';
import type { Item } from '../../../infra/local/services/dynamodb-capacity/item-size.ts';

const key = (...names: string[]) =>
  names.map((AttributeName, at) => ({ AttributeName, KeyType: at === 0 ? 'HASH' : 'RANGE' }));

/** A table with an index of each kind of projection. */
export const aTable: LocalTable = {
  logicalId: 'Table',
  name: 't-units',
  arn: 'arn:aws:dynamodb:eu-central-1:111122223333:table/t-units',
  keySchema: key('pk', 'sk'),
  attributeDefinitions: ['pk', 'sk', 'stage', 'due'].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S',
  })),
  globalSecondaryIndexes: [
    { IndexName: 'keys', KeySchema: key('stage', 'due'), Projection: { ProjectionType: 'KEYS_ONLY' } },
    {
      IndexName: 'some',
      KeySchema: key('stage'),
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['count', 'note'] },
    },
    { IndexName: 'all', KeySchema: key('due'), Projection: { ProjectionType: 'ALL' } },
  ],
};

export type Write = { operation: string; request: Readonly<Record<string, unknown>> };

/** The same writes at every run: puts, updates of all kinds, deletes and batches of puts over a few items, of 0 to 5 KB. */
export function* writesOf(count: number): Generator<Write> {
  let seed = 7;
  const below = (limit: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % limit;
  };
  const Key = (at = below(6)): Item => ({ pk: { S: 'p' }, sk: { S: `s${at}` } });
  const text = (bytes: number) => ({ S: 'x'.repeat(bytes) });
  const item = (Keys = Key()): Item => ({
    ...Keys,
    // Both or none: of an item with one key of two, DynamoDB Local counts an index entry that there is not.
    ...(below(3) > 0 && { stage: { S: `stage-${below(3)}` }, due: { S: `due-${below(3)}` } }),
    ...(below(2) > 0 && { note: text(below(2_500)) }),
    count: { N: String(below(100_000) - 500) },
    text: text(below(4_000)),
    nested: {
      M: {
        list: { L: [{ S: 'a' }, { N: '1.50' }, { BOOL: true }, { NULL: true }] },
        set: { SS: ['a', 'bc'] },
      },
    },
  });
  const updates = (): Record<string, unknown> =>
    [
      {
        UpdateExpression: 'SET stage = :new, due = :new',
        ExpressionAttributeValues: { ':new': { S: `stage-${below(3)}` } },
      },
      { UpdateExpression: 'REMOVE stage, #note, due', ExpressionAttributeNames: { '#note': 'note' } },
      {
        UpdateExpression:
          'SET #text = :text, due = if_not_exists(due, :due), stage = if_not_exists(stage, :due) ADD #count :one',
        ExpressionAttributeNames: { '#text': 'text', '#count': 'count' },
        ExpressionAttributeValues: {
          ':text': text(below(4_000)),
          ':due': { S: 'due-9' },
          ':one': { N: '1' },
        },
      },
      {
        UpdateExpression:
          'SET #count = if_not_exists(#count, :none) - :some, more = list_append(if_not_exists(more, :empty), :more)',
        ExpressionAttributeNames: { '#count': 'count' },
        ExpressionAttributeValues: {
          ':none': { N: '0' },
          ':some': { N: '7' },
          ':empty': { L: [] },
          ':more': { L: [text(below(300))] },
        },
      },
    ][below(4)] as Record<string, unknown>;

  for (let at = 0; at < count; at++) {
    const kind = below(8);
    if (kind < 3) yield { operation: 'PutItem', request: { Item: item() } };
    else if (kind < 6) yield { operation: 'UpdateItem', request: { Key: Key(), ...updates() } };
    else if (kind < 7) yield { operation: 'DeleteItem', request: { Key: Key() } };
    else {
      const writes = [
        { PutRequest: { Item: item(Key(0)) } },
        { PutRequest: { Item: item(Key(1)) } },
        { PutRequest: { Item: item(Key(2)) } },
      ];
      yield { operation: 'BatchWriteItem', request: { RequestItems: { [aTable.name]: writes } } };
    }
  }
}
