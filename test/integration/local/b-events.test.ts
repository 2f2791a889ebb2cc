import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { openSecrets } from '../../../infra/local/services/secrets.ts';
import { aFunction, aModel, client, local, startSmallCloud } from './b-small-cloud.ts';

const model = aModel({ tables: [] });
let answer: (payload: unknown) => unknown = () => null;
const fn = aFunction((payload) => answer(payload));
let cloud: Awaited<ReturnType<typeof startSmallCloud>>;
let events: EventBridgeClient;
let mail: SESv2Client;
let sqs: SQSClient;

beforeAll(async () => {
  cloud = await startSmallCloud(model, fn.invoke);
  events = new EventBridgeClient(client(cloud.services, 'EVENTBRIDGE'));
  mail = new SESv2Client(client(cloud.services, 'SESV2'));
  sqs = new SQSClient(client(cloud.services, 'SQS'));
}, 40_000);
afterAll(async () => {
  for (const each of [events, mail, sqs]) each?.destroy();
  await cloud?.stop();
}, 20_000);
beforeEach(() => {
  answer = () => null;
  fn.calls.length = 0;
});

const anEntry = (changes: object = {}) => ({
  EventBusName: 't-bus',
  Source: 'oms.orders',
  DetailType: 'order.placed',
  Detail: '{"orderId":"o1"}',
  Time: new Date('2026-01-02T03:04:05Z'),
  ...changes,
});

async function queued(): Promise<Record<string, unknown>[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: model.queues.find(({ name }) => name === 't-events')?.url,
      MaxNumberOfMessages: 10,
    }),
  );
  return Messages.map(({ Body = '' }) => JSON.parse(Body));
}

describe('the event bus', () => {
  test('has an event with all targets of a matching rule before it answers', async () => {
    const { Entries, FailedEntryCount } = await events.send(new PutEventsCommand({ Entries: [anEntry()] }));
    expect(FailedEntryCount).toBe(0);
    const event = {
      version: '0',
      id: Entries?.[0]?.EventId,
      'detail-type': 'order.placed',
      source: 'oms.orders',
      account: model.account,
      time: '2026-01-02T03:04:05Z',
      region: model.region,
      resources: [],
      detail: { orderId: 'o1' },
    };
    expect(fn.calls.map(({ payload }) => payload)).toEqual([event]);
    expect(await queued()).toEqual([event]);
  });

  test('leaves other events alone', async () => {
    await events.send(new PutEventsCommand({ Entries: [anEntry({ DetailType: 'order.paid' })] }));
    expect(fn.calls).toEqual([]);
    expect(await queued()).toEqual([]);
  });

  test('refuses bad entries one by one', async () => {
    const { Entries, FailedEntryCount } = await events.send(
      new PutEventsCommand({
        Entries: [
          anEntry({ Source: undefined }),
          anEntry({ Detail: 'no json' }),
          anEntry({ Source: 'aws.s3' }),
          anEntry({ EventBusName: 'none' }),
          anEntry({ DetailType: 'other' }),
        ],
      }),
    );
    expect(FailedEntryCount).toBe(4);
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      'InvalidArgument',
      'MalformedDetail',
      'NotAuthorizedForSourceException',
      'ResourceNotFoundException',
      undefined,
    ]);
  });

  test('takes ten entries and a megabyte', async () => {
    const many = new PutEventsCommand({ Entries: Array.from({ length: 11 }, () => anEntry()) });
    await expect(events.send(many)).rejects.toMatchObject({ name: 'ValidationException' });
    const large = anEntry({ Detail: JSON.stringify({ text: 'x'.repeat(1_048_576) }) });
    await expect(events.send(new PutEventsCommand({ Entries: [large] }))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });
});

describe('schedules', () => {
  const run = (name: string, body?: unknown) =>
    local(cloud.services, 'POST /local/schedules/{name}/run', { params: { name }, body });

  test('are listed with their next run', async () => {
    const { body } = await local(cloud.services, 'GET /local/schedules');
    const [item] = body.items as unknown as { name: string; expression: string; nextRun: string }[];
    expect(item).toMatchObject({ name: 't-sweep-unpaid', expression: 'rate(5 minutes)' });
    expect(Date.parse(item?.nextRun as string) - Date.now()).toBeLessThanOrEqual(300_000);
  });

  test('run at once as of a given time and answer with the result', async () => {
    answer = () => ({ closed: 3 });
    expect(await run('sweep-unpaid', { now: '2026-05-01T10:00:00+02:00' })).toEqual({
      status: 200,
      body: { name: 't-sweep-unpaid', now: '2026-05-01T08:00:00.000Z', result: { closed: 3 } },
    });
    expect(fn.calls[0]?.payload).toEqual({ now: '2026-05-01T08:00:00Z', attempt: '1' });
  });

  test('tell of a failure', async () => {
    answer = () => {
      throw new Error('broken');
    };
    expect(await run('t-sweep-unpaid')).toMatchObject({ status: 502, body: { error: 'broken' } });
  });

  test('refuse unknown names and times', async () => {
    await expect(run('none')).rejects.toMatchObject({ status: 404 });
    await expect(run('sweep-unpaid', { now: 'yesterday' })).rejects.toMatchObject({ status: 400 });
    await expect(run('sweep-unpaid', { when: '2026-05-01T08:00:00Z' })).rejects.toMatchObject({
      status: 400,
    });
  });
});

describe('secrets', () => {
  test('have the default for senders and random values else', async () => {
    const secrets = new SecretsManagerClient(client(cloud.services, 'SECRETS_MANAGER'));
    const get = async (SecretId: string) =>
      (await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString;
    expect(await get('t-webhook-secrets')).toBe('{"default":"local-secret"}');
    expect(await get(model.secrets[1]?.arn as string)).toMatch(/^[A-Za-z0-9]{40}$/);
    await expect(get('none')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    secrets.destroy();
  });

  test('come from a file of their owner, whose change counts at once', async () => {
    const { service, file, close } = openSecrets(model, 'memory');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const call = { fault: undefined, signal: new AbortController().signal, bytes: 0 };
    const values = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...values, 't-cursor-key': 'changed' }));
    const get = service.operations.GetSecretValue;
    expect(get?.({ SecretId: 't-cursor-key' }, call)).toMatchObject({ SecretString: 'changed' });
    close();
  });
});

describe('e-mail', () => {
  const anEmail = (changes: object = {}) =>
    new SendEmailCommand({
      FromEmailAddress: 'Shop <shop@example.com>',
      Destination: { ToAddresses: ['Buyer@example.com'] },
      Content: { Simple: { Subject: { Data: 'Shipped' }, Body: { Text: { Data: 'On its way.' } } } },
      EmailTags: [{ Name: 'event', Value: 'order.shipped' }],
      ...changes,
    });

  test('lies in the mailbox, newest first', async () => {
    const { MessageId } = await mail.send(anEmail());
    await mail.send(anEmail({ Destination: { ToAddresses: ['other@example.com'] } }));
    const mailbox = (query: Record<string, string>) => local(cloud.services, 'GET /local/mailbox', { query });
    const { items } = (await mailbox({ to: 'buyer@example.com' })).body;
    expect(items).toEqual([
      {
        id: MessageId,
        to: ['Buyer@example.com'],
        from: 'Shop <shop@example.com>',
        subject: 'Shipped',
        text: 'On its way.',
        at: expect.any(String),
        tags: { event: 'order.shipped' },
      },
    ]);
    expect((await mailbox({ limit: '1' })).body.items).toMatchObject([{ to: ['other@example.com'] }]);
    await expect(mailbox({ limit: 'many' })).rejects.toMatchObject({ status: 400 });
  });

  test('is refused without a good address, a recipient or a body', async () => {
    const bad = [
      anEmail({ Destination: { ToAddresses: ['nobody'] } }),
      anEmail({ Destination: {} }),
      anEmail({ Content: { Simple: { Subject: { Data: 'x' }, Body: {} } } }),
    ];
    for (const command of bad)
      await expect(mail.send(command)).rejects.toMatchObject({ name: 'BadRequestException' });
  });
});

test('a service that is not here is an error, never a call to AWS', async () => {
  const response = await fetch(cloud.services.endpointEnv.AWS_ENDPOINT_URL as string, {
    method: 'POST',
    headers: { 'x-amz-target': 'AmazonSSM.GetParameter' },
    body: '{}',
  });
  expect([response.status, await response.json()]).toMatchObject([
    400,
    { __type: 'UnknownOperationException' },
  ]);
});
