import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Services } from '../../../infra/local/parts.ts';
import { bootDynamodb } from '../../../infra/local/services/boot-dynamodb.ts';
import { startSources } from '../../../infra/local/sources/start-sources.ts';
import {
  aFunction,
  aMapping,
  aModel,
  client,
  local,
  quiet,
  startSmallCloud,
  streamArn,
  until,
} from './b-small-cloud.ts';

const model = aModel({ mappings: [aMapping({ sourceArn: streamArn, startingPosition: 'TRIM_HORIZON' })] });
const QueueUrl = model.queues.find(({ name }) => name === 't-work')?.url;
const TableName = 't-orders';
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'b-restart-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

function startChild() {
  const script = path.join(import.meta.dirname, 'b-killed-cloud.ts');
  const { NODE_OPTIONS: _jest, ...env } = process.env;
  const child = spawn(process.execPath, [script, dataDir], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: Record<string, unknown>[] = [];
  createInterface(child.stdout).on('line', (line) => lines.push(JSON.parse(line)));
  return { child, lines, keys: () => lines.map(({ key }) => key).filter(Boolean) };
}

const secretOf = async (services: Services) => {
  const secrets = new SecretsManagerClient(client(services, 'SECRETS_MANAGER'));
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: 't-cursor-key' }));
  secrets.destroy();
  return SecretString;
};

test('SIGKILL loses no item, message, mail or secret, and the stream goes on where it was', async () => {
  const { child, lines, keys } = startChild();
  const ready = () => lines.find(({ endpointEnv }) => endpointEnv !== undefined);
  await until(() => ready() !== undefined, 30_000);
  const first = ready() as unknown as Services & { dynamodb: string };
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(client(first, 'DYNAMODB')));
  const sqs = new SQSClient(client(first, 'SQS'));
  const mail = new SESv2Client(client(first, 'SESV2'));
  const put = (pk: string) => documents.send(new PutCommand({ TableName, Item: { pk, sk: '1' } }));
  await put('settled');
  await until(() => keys().includes('settled'));
  await put('stuck');
  await until(() => keys().includes('stuck'));
  await put('behind');
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'waiting' }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'in flight' }));
  await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 600 }));
  const Simple = { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'x' } } };
  await mail.send(
    new SendEmailCommand({
      FromEmailAddress: 'a@example.com',
      Destination: { ToAddresses: ['b@example.com'] },
      Content: { Simple },
    }),
  );
  const secret = await secretOf(first);

  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  const seen: string[] = [];
  const fn = aFunction((payload) => {
    const { Records } = payload as { Records: { dynamodb: { Keys: { pk: { S: string } } } }[] };
    seen.push(...Records.map(({ dynamodb }) => dynamodb.Keys.pk.S));
  });
  const cloud = await startSmallCloud(model, fn.invoke, dataDir);
  const sources = await startSources(model, cloud.services, fn.invoke, { dataDir, report: quiet });

  try {
    // The Java process the killed cloud left behind has been ended.
    await expect(fetch(first.dynamodb)).rejects.toThrow();
    const again = DynamoDBDocumentClient.from(new DynamoDBClient(client(cloud.services, 'DYNAMODB')));
    const { Item } = await again.send(
      new GetCommand({ TableName, Key: { pk: 'behind', sk: '1' }, ConsistentRead: true }),
    );
    expect(Item).toEqual({ pk: 'behind', sk: '1' });
    const sqsAgain = new SQSClient(client(cloud.services, 'SQS'));
    const { Messages = [] } = await sqsAgain.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    expect(Messages.map(({ Body }) => Body).sort()).toEqual(['in flight', 'waiting']);
    expect((await local(cloud.services, 'GET /local/mailbox')).body.items).toMatchObject([
      { subject: 'Hello' },
    ]);
    expect(await secretOf(cloud.services)).toBe(secret);
    await until(() => seen.includes('behind'));
    expect(seen).toEqual(['stuck', 'behind']);
    for (const each of [again, sqsAgain]) each.destroy();
  } finally {
    await sources.stop();
    await cloud.stop();
    for (const each of [documents, sqs, mail]) each.destroy();
  }
}, 60_000);

test('a data folder that another local cloud uses is a clear error', async () => {
  const { child, lines } = startChild();
  try {
    await until(() => lines.length > 0, 30_000);
    await expect(
      bootDynamodb({ dataDir, host: '127.0.0.1', onFatal: () => undefined, report: quiet }),
    ).rejects.toThrow(/in use by a local cloud/);
  } finally {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }
  // Starting and stopping here also ends what the killed one left behind.
  await (await bootDynamodb({ dataDir, host: '127.0.0.1', onFatal: () => undefined, report: quiet })).stop();
}, 60_000);

test('Java ends with a local cloud that is killed', async () => {
  const { child, lines } = startChild();
  await until(() => lines.length > 0, 30_000);
  const endpoint = lines.find(({ dynamodb }) => dynamodb !== undefined)?.dynamodb as string;
  child.kill('SIGKILL');
  const answers = () =>
    fetch(endpoint).then(
      () => true,
      () => false,
    );
  await until(async () => !(await answers()));
}, 40_000);

test('the death of Java is told', async () => {
  let told: string | undefined;
  const onFatal = (message: string) => {
    told = message;
  };
  const { endpoint, stop } = await bootDynamodb({
    dataDir: 'memory',
    host: '127.0.0.1',
    onFatal,
    report: quiet,
  });
  const port = new URL(endpoint).port;
  const pid = execFileSync('ps', ['-eo', 'pid=,args='])
    .toString()
    .split('\n')
    .find((line) => line.includes(`-port ${port}`))
    ?.trim()
    .split(' ')[0];
  process.kill(Number(pid), 'SIGKILL');
  await until(() => told !== undefined);
  expect(told).toMatch(/DynamoDB Local has ended \(SIGKILL\)/);
  await stop();
}, 40_000);

test('an endpoint that is set but dead is told', async () => {
  const boot = bootDynamodb({
    dataDir: 'memory',
    host: '127.0.0.1',
    endpoint: 'http://127.0.0.1:1',
    onFatal: () => undefined,
    report: quiet,
  });
  await expect(boot).rejects.toThrow('OMS_DYNAMODB_ENDPOINT=http://127.0.0.1:1');
});
