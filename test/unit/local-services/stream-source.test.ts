import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startStreamSource } from '../../../infra/local/sources/stream-source.ts';
import { openState, type State } from '../../../infra/local/state.ts';
import {
  aFunction,
  aMapping,
  aModel,
  quiet,
  streamArn,
  until,
} from '../../integration/local/b-small-cloud.ts';

/** A stream of two shards, the second following the first, whose records and errors a test decides. */
type FakeShard = { parent?: string; closed: boolean; numbers: string[] };
let shards: Record<string, FakeShard>;
let asked: { type: string; shard: string; after?: string }[];
let expireOnce: boolean;
let server: Server;
let endpoint: string;
let state: State;

const record = (SequenceNumber: string) => ({
  eventID: SequenceNumber,
  eventName: 'INSERT',
  dynamodb: {
    SequenceNumber,
    ApproximateCreationDateTime: Date.now() / 1000,
    Keys: { pk: { S: SequenceNumber } },
  },
});

function answer(operation: string, input: Record<string, string>): object {
  switch (operation) {
    case 'DescribeTable':
      return { Table: { LatestStreamArn: 'stream' } };
    case 'DescribeStream':
      return {
        StreamDescription: {
          Shards: Object.entries(shards).map(([ShardId, { parent }]) => ({ ShardId, ParentShardId: parent })),
        },
      };
    case 'GetShardIterator': {
      const { ShardIteratorType = '', ShardId = '', SequenceNumber } = input;
      asked.push({
        type: ShardIteratorType,
        shard: ShardId,
        ...(SequenceNumber === undefined ? {} : { after: SequenceNumber }),
      });
      const from =
        SequenceNumber === undefined ? 0 : (shards[ShardId]?.numbers.indexOf(SequenceNumber) ?? 0) + 1;
      return { ShardIterator: `${ShardId} ${from}` };
    }
    default: {
      const [shardId = '', from = '0'] = (input.ShardIterator ?? '').split(' ');
      if (expireOnce) {
        expireOnce = false;
        return { __type: 'com.amazonaws.dynamodb.v20120810#ExpiredIteratorException', message: 'expired' };
      }
      const { numbers, closed } = shards[shardId] as FakeShard;
      const page = numbers.slice(Number(from), Number(from) + Number(input.Limit));
      const end = Number(from) + page.length;
      const done = closed && end >= numbers.length;
      return { Records: page.map(record), ...(done ? {} : { NextShardIterator: `${shardId} ${end}` }) };
    }
  }
}

beforeEach(async () => {
  shards = {
    child: { parent: 'parent', closed: false, numbers: ['4', '5'] },
    parent: { parent: 'trimmed', closed: true, numbers: ['1', '2', '3'] },
  };
  asked = [];
  expireOnce = false;
  state = openState('memory', 'checkpoints');
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [, operation = ''] = String(request.headers['x-amz-target']).split('.');
    const body = answer(operation, JSON.parse(Buffer.concat(chunks).toString()));
    response.writeHead('__type' in body ? 400 : 200).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  state.close();
});

function start(fn: ReturnType<typeof aFunction>) {
  const { tables, functions, region } = aModel();
  return startStreamSource({
    mapping: aMapping({ sourceArn: streamArn, batchSize: 2 }),
    table: tables[0] as (typeof tables)[0],
    fn: functions[0] as (typeof functions)[0],
    region,
    dynamodbEndpoint: endpoint,
    sqsEndpoint: endpoint,
    state,
    invoke: fn.invoke,
    report: quiet,
  });
}

const numbers = ({ calls }: ReturnType<typeof aFunction>) =>
  calls.map(({ payload }) =>
    (payload as { Records: { dynamodb: { SequenceNumber: string } }[] }).Records.map(
      ({ dynamodb }) => dynamodb.SequenceNumber,
    ),
  );

test('a closed shard is read to its end before its child begins', async () => {
  const fn = aFunction();
  const source = start(fn);
  await until(() => fn.calls.length === 3);
  await source.stop();
  expect(numbers(fn)).toEqual([['1', '2'], ['3'], ['4', '5']]);
});

test('the next start goes on behind the last settled record, and not in closed shards', async () => {
  const first = start(aFunction());
  await until(() => state.get('t-worker|stream|child') === '5');
  await first.stop();
  asked = [];
  shards.child?.numbers.push('6');
  const fn = aFunction();
  const second = start(fn);
  await until(() => fn.calls.length === 1);
  await second.stop();
  expect(numbers(fn)).toEqual([['6']]);
  expect(asked).toEqual([{ type: 'AFTER_SEQUENCE_NUMBER', shard: 'child', after: '5' }]);
});

test('an expired iterator is opened again where it was', async () => {
  const fn = aFunction();
  expireOnce = true;
  const source = start(fn);
  await until(() => fn.calls.length === 3);
  await source.stop();
  expect(numbers(fn).flat()).toEqual(['1', '2', '3', '4', '5']);
});

test('a batch interrupted by the stop is not remembered as settled', async () => {
  const fn = aFunction(() => {
    throw new Error('down');
  });
  const source = start(fn);
  await until(() => fn.calls.length >= 2);
  await source.stop();
  expect(state.get('t-worker|stream|parent')).toBeUndefined();
});
