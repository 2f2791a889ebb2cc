import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { EventSourceMapping } from '../../../infra/local/model.ts';
import type { Sources } from '../../../infra/local/parts.ts';
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

const model = aModel();
const urlOf = (name: string) => model.queues.find((queue) => queue.name === name)?.url as string;
const arnOf = (name: string) => model.queues.find((queue) => queue.name === name)?.arn as string;
let cloud: Awaited<ReturnType<typeof startSmallCloud>>;
let sqs: SQSClient;
let documents: DynamoDBDocumentClient;
let sources: Sources | undefined;

beforeAll(async () => {
  cloud = await startSmallCloud(model, aFunction().invoke);
  sqs = new SQSClient(client(cloud.services, 'SQS'));
  documents = DynamoDBDocumentClient.from(new DynamoDBClient(client(cloud.services, 'DYNAMODB')));
}, 40_000);
afterAll(async () => {
  sqs?.destroy();
  documents?.destroy();
  await cloud?.stop();
}, 20_000);
beforeEach(() => {
  sources = undefined;
});
afterEach(async () => {
  await sources?.stop();
});

async function start(mapping: EventSourceMapping, fn: ReturnType<typeof aFunction>) {
  const options = { dataDir: 'memory', report: quiet } as const;
  sources = await startSources({ ...model, mappings: [mapping] }, cloud.services, fn.invoke, options);
}

const send = (name: string, MessageBody: string) =>
  sqs.send(new SendMessageCommand({ QueueUrl: urlOf(name), MessageBody }));

async function queues(): Promise<Record<string, { depth: number; inFlight: number; deadLetters: number }>> {
  const { body } = await local(cloud.services, 'GET /local/queues');
  return Object.fromEntries(
    (body.items as unknown as { name: string }[]).map((item) => [item.name, item]),
  ) as never;
}

const isEmpty = async (name: string) => {
  const { [name]: queue } = await queues();
  return queue?.depth === 0 && queue.inFlight === 0;
};

type QueueEvent = { Records: { messageId: string; body: string; attributes: Record<string, string> }[] };
const bodies = ({ calls }: ReturnType<typeof aFunction>) =>
  calls.flatMap(({ payload }) => (payload as QueueEvent).Records.map(({ body }) => body));

describe('a queue with a function', () => {
  test('hands over records as Lambda does and deletes what was taken', async () => {
    const fn = aFunction();
    await start(aMapping({ sourceArn: arnOf('t-work') }), fn);
    await send('t-work', 'one');
    await until(() => fn.calls.length === 1);
    expect(fn.calls[0]?.payload).toEqual({
      Records: [
        {
          messageId: expect.any(String),
          receiptHandle: expect.any(String),
          body: 'one',
          attributes: {
            ApproximateReceiveCount: '1',
            SentTimestamp: expect.stringMatching(/^\d{13}$/),
            SenderId: model.account,
            ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
          },
          messageAttributes: {},
          md5OfBody: 'f97c5d29941bfb1b2fdab0874906ab82',
          eventSource: 'aws:sqs',
          eventSourceARN: arnOf('t-work'),
          awsRegion: model.region,
        },
      ],
    });
    await until(() => isEmpty('t-work'));
  });

  test('gets only the failed message again, and its dead letter in the end', async () => {
    const fn = aFunction((payload) => ({
      batchItemFailures: (payload as QueueEvent).Records.filter(({ body }) => body === 'bad').map(
        ({ messageId }) => ({
          itemIdentifier: messageId,
        }),
      ),
    }));
    await send('t-work', 'bad');
    await send('t-work', 'good');
    await start(aMapping({ sourceArn: arnOf('t-work') }), fn);
    await until(async () => (await queues())['t-work']?.deadLetters === 1, 15_000);
    expect(bodies(fn).sort()).toEqual(['bad', 'bad', 'good']);
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: urlOf('t-work-dead') }));
    expect(Messages?.[0]?.Body).toBe('bad');
    await local(cloud.services, 'POST /local/queues/{name}/redrive', { params: { name: 't-work' } });
    await sources?.stop();
    sources = undefined;
    const all = aFunction();
    await start(aMapping({ sourceArn: arnOf('t-work') }), all);
    await until(() => isEmpty('t-work'));
  }, 30_000);

  test('keeps the whole batch when the answer is malformed', async () => {
    const fn = aFunction((_, call) =>
      call === 1 ? { batchItemFailures: [{ itemIdentifier: 'nobody' }] } : null,
    );
    await send('t-work', 'kept');
    await start(aMapping({ sourceArn: arnOf('t-work') }), fn);
    await until(() => fn.calls.length === 2);
    expect(bodies(fn)).toEqual(['kept', 'kept']);
    await until(() => isEmpty('t-work'));
  }, 15_000);

  test('gathers a batch within its window, and drops what the filter leaves out', async () => {
    const fn = aFunction();
    const filters = [{ body: { kind: ['wanted'] } }];
    await start(aMapping({ sourceArn: arnOf('t-events'), windowSeconds: 1, filters }), fn);
    for (const kind of ['wanted', 'unwanted', 'wanted']) await send('t-events', JSON.stringify({ kind }));
    await until(() => isEmpty('t-events'));
    expect(fn.calls).toHaveLength(1);
    expect(bodies(fn)).toEqual(['{"kind":"wanted"}', '{"kind":"wanted"}']);
  });

  test('runs no more batches at once than the mapping allows', async () => {
    let running = 0;
    let most = 0;
    const fn = aFunction(async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 50));
      running--;
    });
    for (let index = 0; index < 8; index++) await send('t-events', String(index));
    await start(aMapping({ sourceArn: arnOf('t-events'), batchSize: 1, maxConcurrency: 2 }), fn);
    await until(() => isEmpty('t-events'));
    expect([fn.calls.length, most]).toEqual([8, 2]);
  }, 10_000);
});

type StreamEvent = {
  Records: { eventName: string; dynamodb: { Keys: { pk: { S: string } }; SequenceNumber: string } }[];
};
const keys = ({ calls }: ReturnType<typeof aFunction>, prefix: string) =>
  calls
    .map(({ payload }) =>
      (payload as StreamEvent).Records.map(({ dynamodb }) => dynamodb.Keys.pk.S).filter((pk) =>
        pk.startsWith(prefix),
      ),
    )
    .filter((batch) => batch.length > 0);

/** The shard keeps older tests' records: each test looks at its own by their key. */
function streamMapping(prefix: string, changes: Partial<EventSourceMapping> = {}) {
  return aMapping({
    sourceArn: streamArn,
    startingPosition: 'TRIM_HORIZON',
    filters: [{ dynamodb: { Keys: { pk: { S: [{ prefix }] } } } }],
    ...changes,
  });
}

const put = (pk: string) =>
  documents.send(new PutCommand({ TableName: 't-orders', Item: { pk, sk: '1', n: 1 } }));

describe('a stream with a function', () => {
  test('hands over records as Lambda does, soon', async () => {
    const fn = aFunction();
    await start(streamMapping('a-'), fn);
    await put('a-1');
    await until(() => fn.calls.length === 1);
    expect((fn.calls[0]?.payload as StreamEvent | undefined)?.Records).toEqual([
      {
        eventID: expect.any(String),
        eventName: 'INSERT',
        eventVersion: '1.1',
        eventSource: 'aws:dynamodb',
        awsRegion: model.region,
        eventSourceARN: streamArn,
        dynamodb: {
          ApproximateCreationDateTime: expect.any(Number),
          Keys: { pk: { S: 'a-1' }, sk: { S: '1' } },
          NewImage: { pk: { S: 'a-1' }, sk: { S: '1' }, n: { N: '1' } },
          SequenceNumber: expect.any(String),
          SizeBytes: expect.any(Number),
          StreamViewType: 'NEW_AND_OLD_IMAGES',
        },
      },
    ]);
    const started = performance.now();
    await put('a-2');
    await until(() => fn.calls.length === 2);
    expect(performance.now() - started).toBeLessThan(1500);
  });

  test('keeps the order of each key over lanes, and gives every record of transactions', async () => {
    const seen: Record<string, string[]> = {};
    const fn = aFunction((payload) => {
      for (const { dynamodb } of (payload as StreamEvent).Records) {
        seen[dynamodb.Keys.pk.S] = [...(seen[dynamodb.Keys.pk.S] ?? []), dynamodb.SequenceNumber];
      }
    });
    for (let round = 0; round < 5; round++) {
      const TransactItems = ['o-1', 'o-2', 'o-3'].map((pk) => ({
        Put: { TableName: 't-orders', Item: { pk, sk: String(round) } },
      }));
      await documents.send(new TransactWriteCommand({ TransactItems }));
    }
    await start(streamMapping('o-', { parallelization: 3, batchSize: 2 }), fn);
    await until(() => Object.values(seen).flat().length === 15);
    for (const numbers of Object.values(seen)) expect(numbers).toEqual([...numbers].sort());
  });

  test('halves a failed batch until the bad record is alone, gives it up and tells the failure queue', async () => {
    for (const pk of ['b-1', 'b-2', 'b-bad', 'b-4']) await put(pk);
    const taken: string[] = [];
    const fn = aFunction((payload) => {
      const batch = (payload as StreamEvent).Records.map(({ dynamodb }) => dynamodb.Keys.pk.S);
      if (batch.includes('b-bad')) throw new Error('bad record');
      taken.push(...batch);
    });
    const mapping = streamMapping('b-', {
      bisectOnError: true,
      maximumRetryAttempts: 1,
      onFailureArn: arnOf('t-events'),
      batchSize: 100,
    });
    await start(mapping, fn);
    await until(() => taken.includes('b-4'));
    expect(taken.sort()).toEqual(['b-1', 'b-2', 'b-4']);
    const { Messages } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: urlOf('t-events'), WaitTimeSeconds: 2 }),
    );
    expect(JSON.parse(Messages?.[0]?.Body ?? '{}')).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
      DDBStreamBatchInfo: { batchSize: 1, streamArn },
    });
  }, 20_000);

  test('goes on from the first record that a partial failure names', async () => {
    for (const pk of ['p-1', 'p-2', 'p-3']) await put(pk);
    const fn = aFunction((payload, call) => {
      const second = (payload as StreamEvent).Records[1]?.dynamodb.SequenceNumber;
      return call === 1 ? { batchItemFailures: [{ itemIdentifier: second }] } : null;
    });
    await start(streamMapping('p-', { batchSize: 100 }), fn);
    await until(() => fn.calls.length === 2);
    expect(keys(fn, 'p-')).toEqual([
      ['p-1', 'p-2', 'p-3'],
      ['p-2', 'p-3'],
    ]);
  });

  test('tries a failing batch again before anything behind it', async () => {
    await put('r-1');
    const fn = aFunction((_, call) => {
      if (call < 3) throw new Error('not yet');
    });
    await start(streamMapping('r-', { batchSize: 1 }), fn);
    await put('r-2');
    await until(() => fn.calls.length === 4);
    expect(keys(fn, 'r-')).toEqual([['r-1'], ['r-1'], ['r-1'], ['r-2']]);
  });
});
