import { DescribeTableCommand, DescribeTimeToLiveCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { ensureTable } from '../../../infra/local/services/tables.ts';
import { aFunction, aModel, client, local, quiet, startSmallCloud } from './b-small-cloud.ts';

const model = aModel();
const TableName = 't-orders';
let cloud: Awaited<ReturnType<typeof startSmallCloud>>;
let documents: DynamoDBDocumentClient;

beforeAll(async () => {
  cloud = await startSmallCloud(model, aFunction().invoke);
  documents = DynamoDBDocumentClient.from(new DynamoDBClient(client(cloud.services, 'DYNAMODB')));
}, 40_000);
afterAll(async () => {
  documents?.destroy();
  await cloud?.stop();
}, 20_000);

const item = (pk: string, sk: string, kilobytes: number, rest: object = {}) => ({
  pk,
  sk,
  text: 'x'.repeat(kilobytes * 1024 - 60),
  ...rest,
});

/** The units a call used, as the meter has them. */
async function unitsOf(work: () => Promise<unknown>) {
  cloud.services.meter.reset();
  await work().catch(() => undefined);
  const { dynamodb } = cloud.services.meter.snapshot() as Record<string, Record<string, { byKey: object }>>;
  return {
    requests: dynamodb?.requests?.byKey,
    read: dynamodb?.readUnitsByIndex?.byKey,
    write: dynamodb?.writeUnitsByIndex?.byKey,
  };
}

describe('the tables of the template', () => {
  test('have their keys, index, stream and time to live', async () => {
    const { Table } = await documents.send(new DescribeTableCommand({ TableName }));
    expect(Table?.GlobalSecondaryIndexes?.[0]?.IndexName).toBe('by-stage');
    expect(Table?.StreamSpecification).toEqual({ StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' });
    const { TimeToLiveDescription } = await documents.send(new DescribeTimeToLiveCommand({ TableName }));
    expect(TimeToLiveDescription).toMatchObject({ AttributeName: 'expiresAt', TimeToLiveStatus: 'ENABLED' });
  });

  test('keep their data and gain a new index at the next start', async () => {
    const table = { ...(model.tables[0] as (typeof model.tables)[0]), name: 't-grows' };
    await ensureTable(
      cloud.dynamodb.endpoint,
      { ...table, globalSecondaryIndexes: [], attributeDefinitions: table.attributeDefinitions.slice(0, 2) },
      quiet,
    );
    await documents.send(new PutCommand({ TableName: 't-grows', Item: { pk: 'a', sk: 'b', stage: 'new' } }));

    await ensureTable(cloud.dynamodb.endpoint, table, quiet);

    const found = await documents.send(
      new QueryCommand({
        TableName: 't-grows',
        IndexName: 'by-stage',
        KeyConditionExpression: 'stage = :stage',
        ExpressionAttributeValues: { ':stage': 'new' },
      }),
    );
    expect(found.Count).toBe(1);
  });
});

describe('units are metered as AWS bills them', () => {
  test('a put of 2.5 KB with its index entry', async () => {
    const units = await unitsOf(() =>
      documents.send(new PutCommand({ TableName, Item: item('p', '1', 2.5, { stage: 'new' }) })),
    );
    expect(units.requests).toEqual({ PutItem: 1 });
    expect(units.write).toEqual({ 't-orders': 3, 't-orders/by-stage': 3 });
  });

  test('reads of 2.5 KB, consistent or not, found or not', async () => {
    const get = (sk: string, ConsistentRead: boolean) =>
      unitsOf(() => documents.send(new GetCommand({ TableName, Key: { pk: 'p', sk }, ConsistentRead })));
    expect((await get('1', false)).read).toEqual({ 't-orders': 0.5 });
    expect((await get('1', true)).read).toEqual({ 't-orders': 1 });
    expect((await get('none', false)).read).toEqual({ 't-orders': 0.5 });
  });

  test('a query that finds nothing, by index', async () => {
    const units = await unitsOf(() =>
      documents.send(
        new QueryCommand({
          TableName,
          IndexName: 'by-stage',
          KeyConditionExpression: 'stage = :stage',
          ExpressionAttributeValues: { ':stage': 'nothing' },
        }),
      ),
    );
    expect(units.read).toEqual({ 't-orders/by-stage': 0.5 });
  });

  test('a batch with a missing key', async () => {
    const Keys = [
      { pk: 'p', sk: '1' },
      { pk: 'p', sk: 'none' },
    ];
    const units = await unitsOf(() =>
      documents.send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys } } })),
    );
    expect(units.read).toEqual({ 't-orders': 1 });
  });

  test('a transaction costs double, its condition checks too, its index entries not', async () => {
    const units = await unitsOf(() =>
      documents.send(
        new TransactWriteCommand({
          TransactItems: [
            { Put: { TableName, Item: item('t', '1', 2.5, { stage: 'new' }) } },
            { Put: { TableName, Item: { pk: 't', sk: '2' } } },
            {
              ConditionCheck: {
                TableName,
                Key: { pk: 'p', sk: 'none' },
                ConditionExpression: 'attribute_not_exists(pk)',
              },
            },
          ],
        }),
      ),
    );
    expect(units.write).toEqual({ 't-orders': 2 * (3 + 1 + 1), 't-orders/by-stage': 3 });
  });

  test('a transaction of reads', async () => {
    const Get = { TableName, Key: { pk: 't', sk: '1' } };
    const units = await unitsOf(() => documents.send(new TransactGetCommand({ TransactItems: [{ Get }] })));
    expect(units.read).toEqual({ 't-orders': 2 });
  });

  test('a refused write costs too', async () => {
    const put = { TableName, Item: { pk: 'p', sk: '1' }, ConditionExpression: 'attribute_not_exists(pk)' };
    expect((await unitsOf(() => documents.send(new PutCommand(put)))).write).toEqual({ 't-orders': 1 });
    const transact = new TransactWriteCommand({ TransactItems: [{ Put: put }] });
    expect((await unitsOf(() => documents.send(transact))).write).toEqual({ 't-orders': 2 });
  });
});

describe('faults on demand', () => {
  const fault = (body: object) => local(cloud.services, 'POST /local/faults', { body });
  const put = () => documents.send(new PutCommand({ TableName, Item: { pk: 'f', sk: '1' } }));

  test('throttling and failing', async () => {
    await fault({ service: 'dynamodb', operation: 'PutItem', kind: 'throttle', count: 1 });
    await expect(put()).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' });
    await fault({ service: 'dynamodb', kind: 'fail', count: 1 });
    await expect(put()).rejects.toMatchObject({ name: 'InternalServerError' });
    await put();
  });

  test('a transaction conflict, with reasons in the order of the items', async () => {
    await fault({ service: 'dynamodb', kind: 'transactionConflict', count: 1 });
    const TransactItems = ['1', '2'].map((sk) => ({ Put: { TableName, Item: { pk: 'f', sk } } }));
    await expect(documents.send(new TransactWriteCommand({ TransactItems }))).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
    });
  });

  test('a connection that drops', async () => {
    await fault({ service: 'dynamodb', kind: 'drop', count: 1 });
    await expect(put()).rejects.toThrow();
  });

  test('a slow call', async () => {
    await fault({ service: 'dynamodb', kind: 'slow', delayMs: 150, count: 1 });
    const started = performance.now();
    await put();
    expect(performance.now() - started).toBeGreaterThan(140);
  });

  test('unknown words are refused', async () => {
    await expect(fault({ service: 'dynamodb', kind: 'explode' })).rejects.toMatchObject({ status: 400 });
  });

  test('are turned off', async () => {
    await fault({ service: 'dynamodb', kind: 'fail' });
    await local(cloud.services, 'DELETE /local/faults');
    await put();
  });
});
