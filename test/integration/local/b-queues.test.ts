import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { withLocalQueueUrls } from '../../../infra/local/services/sqs/queue-urls.ts';
import { aFunction, aModel, client, local, startSmallCloud } from './b-small-cloud.ts';

const model = aModel({ tables: [] });
const url = (name: string) => model.queues.find((queue) => queue.name === name)?.url as string;
let cloud: Awaited<ReturnType<typeof startSmallCloud>>;
let sqs: SQSClient;

beforeAll(async () => {
  cloud = await startSmallCloud(model, aFunction().invoke);
  sqs = new SQSClient(client(cloud.services, 'SQS'));
}, 40_000);
afterAll(async () => {
  sqs?.destroy();
  await cloud?.stop();
}, 20_000);
beforeEach(() => local(cloud.services, 'DELETE /local/faults'));

const send = (QueueUrl: string, MessageBody: string) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));

async function receive(QueueUrl: string, options: object = {}): Promise<Message[]> {
  const answer = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
      ...options,
    }),
  );
  return answer.Messages ?? [];
}

async function drain(QueueUrl: string): Promise<string[]> {
  const messages = await receive(QueueUrl);
  for (const { ReceiptHandle } of messages)
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return messages.map(({ Body }) => Body as string);
}

describe('a queue', () => {
  test('gives a message once, with its attributes, and forgets it when deleted', async () => {
    const QueueUrl = url('t-events');
    await sqs.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: 'hello — 你好',
        MessageAttributes: {
          kind: { DataType: 'String', StringValue: 'greeting' },
          raw: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 3]) },
        },
      }),
    );
    const [message] = await receive(QueueUrl);
    expect(message).toMatchObject({
      Body: 'hello — 你好',
      MessageAttributes: { kind: { StringValue: 'greeting' } },
      Attributes: { ApproximateReceiveCount: '1', SenderId: model.account },
    });
    expect(await receive(QueueUrl)).toEqual([]);
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    expect(Attributes).toMatchObject({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
    });
  });

  test('wakes a waiting receiver at once', async () => {
    const waiting = receive(url('t-events'), { WaitTimeSeconds: 10 });
    const started = performance.now();
    await send(url('t-events'), 'now');
    const [message] = await waiting;
    expect(performance.now() - started).toBeLessThan(1000);
    await sqs.send(
      new DeleteMessageCommand({ QueueUrl: url('t-events'), ReceiptHandle: message?.ReceiptHandle }),
    );
  });

  test('shows a message again at once when its visibility is set to 0', async () => {
    await send(url('t-events'), 'again');
    const [first] = await receive(url('t-events'));
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: url('t-events'),
        ReceiptHandle: first?.ReceiptHandle,
        VisibilityTimeout: 0,
      }),
    );
    expect(await drain(url('t-events'))).toEqual(['again']);
  });

  test('moves what was received too often to its dead-letter queue, from which it comes back', async () => {
    await send(url('t-work'), 'poison');
    for (let time = 0; time < 2; time++) {
      expect(await receive(url('t-work'), { VisibilityTimeout: 0 })).toHaveLength(1);
    }
    expect(await receive(url('t-work'))).toEqual([]);
    const { body } = await local(cloud.services, 'GET /local/queues');
    expect(body.items).toContainEqual({
      name: 't-work',
      url: url('t-work'),
      depth: 0,
      inFlight: 0,
      deadLetters: 1,
    });
    expect(body.endpoint).toBe(cloud.services.endpointEnv.AWS_ENDPOINT_URL_SQS);

    const redrive = await local(cloud.services, 'POST /local/queues/{name}/redrive', {
      params: { name: 'work' },
    });

    expect(redrive.body).toEqual({ name: 't-work', moved: 1 });
    expect(await drain(url('t-work'))).toEqual(['poison']);
  });

  test('refuses as SQS does', async () => {
    const entries = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ Id: `m${index}`, MessageBody: 'x' }));
    const batch = (Entries: { Id: string; MessageBody: string }[]) =>
      sqs.send(new SendMessageBatchCommand({ QueueUrl: url('t-events'), Entries }));
    await expect(batch(entries(11))).rejects.toMatchObject({ name: 'TooManyEntriesInBatchRequest' });
    await expect(batch([...entries(1), ...entries(1)])).rejects.toMatchObject({
      name: 'BatchEntryIdsNotDistinct',
    });
    await expect(send(url('t-events'), 'bad \u0001')).rejects.toMatchObject({
      name: 'InvalidMessageContents',
    });
    await expect(send(url('t-events'), 'x'.repeat(1_048_577))).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
    await expect(send('https://sqs.eu-central-1.amazonaws.com/1/none', 'x')).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
    });
  });

  test('duplicates, reorders, throttles and fails a batch in part on demand', async () => {
    const fault = (body: object) =>
      local(cloud.services, 'POST /local/faults', { body: { service: 'sqs', count: 1, ...body } });
    await fault({ kind: 'duplicate' });
    await send(url('t-events'), 'twice');
    expect(await drain(url('t-events'))).toEqual(['twice', 'twice']);
    await fault({ kind: 'throttle', operation: 'SendMessage' });
    await expect(send(url('t-events'), 'x')).rejects.toMatchObject({ name: 'RequestThrottled' });
    await fault({ kind: 'partialFailure', operation: 'SendMessageBatch' });
    const { Failed, Successful } = await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: url('t-events'),
        Entries: ['a', 'b'].map((Id) => ({ Id, MessageBody: Id })),
      }),
    );
    expect(Failed).toMatchObject([{ Id: 'a', SenderFault: false }]);
    expect(Successful).toMatchObject([{ Id: 'b' }]);
    await drain(url('t-events'));
  });

  test('is metered', async () => {
    cloud.services.meter.reset();
    await send(url('t-events'), 'x'.repeat(100_000));
    await drain(url('t-events'));
    expect(cloud.services.meter.snapshot().sqs).toMatchObject({
      billedRequests: { total: 4, byKey: { SendMessage: 2 } },
      messagesSent: { total: 1, byKey: { 't-events': 1 } },
      messagesDeleted: { total: 1 },
    });
  });
});

test('a function reaches the local queue by its URL, with nothing but its environment', async () => {
  const endpoint = cloud.services.endpointEnv.AWS_ENDPOINT_URL_SQS as string;
  const { QUEUE_URL, OTHER } = withLocalQueueUrls(
    { QUEUE_URL: url('t-events'), OTHER: 'as it is' },
    endpoint,
  );
  expect(OTHER).toBe('as it is');
  const before = process.env.AWS_ENDPOINT_URL_SQS;
  process.env.AWS_ENDPOINT_URL_SQS = endpoint;
  const { endpoint: _endpoint, ...settings } = client(cloud.services, 'SQS');
  const own = new SQSClient(settings);
  try {
    await own.send(new SendMessageCommand({ QueueUrl: QUEUE_URL, MessageBody: 'from a function' }));
  } finally {
    own.destroy();
    if (before === undefined) delete process.env.AWS_ENDPOINT_URL_SQS;
    else process.env.AWS_ENDPOINT_URL_SQS = before;
  }
  expect(await drain(url('t-events'))).toEqual(['from a function']);
});
