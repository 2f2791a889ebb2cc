import {
  type AttributeValue,
  BatchWriteItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { countWrites } from '../../../infra/local/services/dynamodb-capacity/count-writes.ts';
import { type Images, openImages } from '../../../infra/local/services/dynamodb-capacity/images.ts';
import {
  type DynamodbProcess,
  startDynamodbProcess,
} from '../../../infra/local/services/dynamodb-process.ts';
import { reportedUnits } from '../../../infra/local/services/dynamodb-units.ts';
import { ensureTable } from '../../../infra/local/services/tables.ts';
import { aTable, type Write, writesOf } from './b-write-script.ts';

let dynamodb: DynamodbProcess;
let client: DynamoDBClient;
let images: Images;

beforeAll(async () => {
  dynamodb = await startDynamodbProcess({ dataDir: 'memory', onDeath: console.error });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new DynamoDBClient({ endpoint: dynamodb.endpoint, region: 'eu-central-1', credentials });
  await ensureTable(dynamodb.endpoint, aTable, () => undefined);
  images = openImages([aTable]);
}, 40_000);
afterAll(async () => {
  client?.destroy();
  await dynamodb?.stop();
}, 20_000);

const TableName = aTable.name;
const asked = { TableName, ReturnConsumedCapacity: 'INDEXES' as const };
type Key = Record<string, AttributeValue>;

async function send({ operation, request }: Write): Promise<Record<string, unknown>> {
  switch (operation) {
    case 'PutItem':
      return client.send(new PutItemCommand({ ...asked, Item: request.Item as Key })) as never;
    case 'DeleteItem':
      return client.send(new DeleteItemCommand({ ...asked, Key: request.Key as Key })) as never;
    case 'UpdateItem':
      return client.send(new UpdateItemCommand({ ...asked, ...(request as { Key: Key }) })) as never;
    default:
      return client.send(
        new BatchWriteItemCommand({
          ReturnConsumedCapacity: 'INDEXES',
          RequestItems: request.RequestItems as never,
        }),
      ) as never;
  }
}

test('of single and batch writes DynamoDB Local reports what is counted here', async () => {
  const differences: unknown[] = [];
  for (const write of writesOf(300)) {
    const answer = await send(write);
    const request = { TableName, ...write.request };
    const counted = countWrites(images, write.operation, request, answer);
    const reported = reportedUnits(answer);
    if (counted.exact && JSON.stringify(sorted(counted.units)) !== JSON.stringify(sorted(reported))) {
      differences.push({ write: JSON.stringify(request).slice(0, 700), counted: counted.units, reported });
    }
  }
  expect(differences).toEqual([]);
}, 60_000);

const sorted = (units: Record<string, number>) =>
  Object.entries(units).sort(([a], [b]) => a.localeCompare(b));
