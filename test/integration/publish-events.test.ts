import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Context, DynamoDBStreamEvent } from 'aws-lambda';
import { handler } from '../../functions/events/publish-events.ts';
import { openTable } from '../../shared/runtime/table.ts';
import { openTestTable, type TestTable, useTestTable } from '../harness/dynamodb.ts';
import { mockService } from '../harness/mock-service.ts';
import { inForce, rule } from './automation/automation-desk.ts';

const bus = mockService(EventBridgeClient);
let test: TestTable;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
  process.env.EVENT_BUS_NAME = 'bus';
}, 60_000);
afterAll(() => test?.close());
beforeEach(() => {
  bus.reset();
  bus.on(PutEventsCommand).resolves({ FailedEntryCount: 0 });
});

const AT = '2024-07-01T00:00:00.000Z';
const commit = {
  kind: 'EVENT',
  commitId: '01J00000000000000000000000',
  order: { id: 'ord_1', number: '1', version: 1, channel: 'pos', customerId: 'c', stage: 'shipped' },
  events: [
    { type: 'placed', at: AT, actor: 'user:ada' },
    { type: 'confirmed', at: AT, actor: 'rule:5' },
  ],
};

/** Publishes a commit; answers which of its events are marked for automation. */
const published = async (): Promise<[string, boolean][]> => {
  const Records = [{ eventName: 'INSERT', dynamodb: { NewImage: marshall(commit) } }];
  await handler({ Records } as unknown as DynamoDBStreamEvent, { awsRequestId: 'r' } as Context);
  return bus
    .commandCalls(PutEventsCommand)
    .flatMap(({ args: [{ input }] }) => input.Entries ?? [])
    .map(({ Detail = '{}' }) => JSON.parse(Detail))
    .map(({ type, automation }) => [type, automation === true]);
};

describe('the events of a commit', () => {
  it('go to no rule where there is none', async () => {
    expect(await published()).toEqual([
      ['placed', false],
      ['confirmed', false],
    ]);
  });

  it('go to the rules that wait for them, from the moment those are put until they are taken away', async () => {
    await inForce(rule('confirmed', ['confirmed'], true, { do: 'tag', tags: ['x'] }));
    expect(await published()).toEqual([
      ['placed', false],
      ['confirmed', true],
    ]);
    await inForce();
    bus.resetHistory();
    expect((await published()).filter(([, marked]) => marked)).toEqual([]);
  });

  it('go on, all of them marked, when the table does not say what rules wait for', async () => {
    const { middlewareStack } = openTable().client;
    middlewareStack.add(() => () => Promise.reject(new Error('no connection')), {
      step: 'initialize',
      name: 'fault',
    });
    expect(await published()).toEqual([
      ['placed', true],
      ['confirmed', true],
    ]);
    middlewareStack.remove('fault');
  });
});
