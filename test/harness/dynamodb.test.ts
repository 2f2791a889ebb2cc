import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { openTestTable, type TestTable } from './dynamodb.ts';

describe('the tables that tests get', () => {
  let first: TestTable;
  let second: TestTable;

  beforeAll(async () => {
    [first, second] = await Promise.all([openTestTable(), openTestTable()]);
  }, 60_000);

  afterAll(async () => {
    await Promise.all([first, second].map((each) => each?.close()));
  });

  it('do not see each other', async () => {
    const Item = { pk: 'ORDER#1', sk: 'HEAD', kindPk: 'ORDERS#0', id: '1' };
    await first.table.client.send(new PutCommand({ TableName: first.table.name, Item }));
    const { Item: elsewhere } = await second.table.client.send(
      new GetCommand({ TableName: second.table.name, Key: { pk: 'ORDER#1', sk: 'HEAD' } }),
    );
    expect(elsewhere).toBeUndefined();
  });

  it('find items through the indexes, by keys only', async () => {
    const { Items } = await first.table.client.send(
      new QueryCommand({
        TableName: first.table.name,
        IndexName: 'byKind',
        KeyConditionExpression: 'kindPk = :kind',
        ExpressionAttributeValues: { ':kind': 'ORDERS#0' },
      }),
    );
    expect(Items).toEqual([{ pk: 'ORDER#1', sk: 'HEAD', kindPk: 'ORDERS#0', id: '1' }]);
  });
});
