import {
  ConditionalCheckFailedException,
  type DynamoDBServiceException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { openHotShop, orderOf } from '../../scripts/bench/hot/open-hot-shop.ts';
import { seededRandom } from '../../scripts/bench/hot/seeded-random.ts';
import { simulateTable } from '../../scripts/bench/hot/simulated-table.ts';
import { createVirtualTime } from '../../scripts/bench/hot/virtual-time.ts';
import { rebalanceSku } from '../../shared/inventory/effects/rebalance-store.ts';
import { orderAnswer } from '../../shared/orders/effects/answer-order-change.ts';
import { intakeOrder } from '../../shared/orders/effects/intake-order.ts';
import type { Deps } from '../../shared/runtime/deps.ts';
import type { Table } from '../../shared/runtime/table.ts';
import { openTestTable, type TestTable } from '../harness/dynamodb.ts';

let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
}, 60_000);
afterAll(() => real?.close());

type Command = object;

/** What came of a request, without what differs from call to call. */
const outcomeOf = async (answer: Promise<unknown>): Promise<unknown> => {
  try {
    const {
      $metadata: _,
      ConsumedCapacity: __,
      ScannedCount: ___,
      ...rest
    } = (await answer) as Record<string, unknown>;
    return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  } catch (error) {
    if (error instanceof TransactionCanceledException)
      return (error.CancellationReasons ?? []).map(({ Code, Item }) => [Code, Item && unmarshall(Item)]);
    if (error instanceof ConditionalCheckFailedException)
      return [error.name, error.Item && unmarshall(error.Item)];
    return (error as DynamoDBServiceException).name === 'ValidationException' ? 'refused' : String(error);
  }
};

/** A table without limits and a request of both: what they answer must not differ. */
const openBoth = () => {
  const simulated = simulateTable(PASSING_TIME, seededRandom(1), { limits: false });
  const both = async (command: Command): Promise<void> => {
    const [one, other] = await Promise.all([
      outcomeOf(real.table.client.send(command as never)),
      outcomeOf(simulated.table.client.send(command as never)),
    ]);
    expect([one, JSON.stringify(command)]).not.toEqual(['refused', expect.anything()]);
    expect(unbatched(other)).toEqual(unbatched(one));
  };
  return { simulated, both };
};

/** Nothing waits here. */
const PASSING_TIME = { ...createVirtualTime(), sleep: async () => undefined };

/** A batch answers in any order, by the table's name. */
const unbatched = (answer: unknown): unknown => {
  const { Responses } = (answer ?? {}) as { Responses?: Record<string, { pk: string; sk: string }[]> };
  if (!Responses) return answer;
  return Object.values(Responses)
    .flat()
    .toSorted((one, other) => (one.pk + one.sk < other.pk + other.sk ? -1 : 1));
};

const NUMBERS = [0, 1, 2, 5, -3];

describe('the simulated table', () => {
  it('judges conditions as DynamoDB does, met or not, with items there or missing', async () => {
    const { both } = openBoth();
    const table = { TableName: real.table.name };
    const Item = {
      pk: 'ROW',
      sk: 'A',
      n: 2,
      word: 'abc',
      list: [1, 2],
      set: new Set(['x', 'y']),
      map: { inner: 'q' },
    };
    await both(new PutCommand({ ...table, Item }));
    const conditions: [string, Record<string, unknown>, Record<string, string>?][] = [
      ...NUMBERS.flatMap((n): [string, Record<string, unknown>][] => [
        ['n >= :n', { ':n': n }],
        ['n > :n AND attribute_exists(pk)', { ':n': n }],
        ['n < :n OR word = :t', { ':n': n, ':t': 'abc' }],
        ['NOT n = :n', { ':n': n }],
        ['n BETWEEN :n AND :m', { ':n': n, ':m': n + 2 }],
        ['n IN (:n, :m)', { ':n': n, ':m': 7 }],
        ['absent >= :n', { ':n': n }],
        ['absent <> :n', { ':n': n }],
        ['n = :n AND (attribute_not_exists(absent) OR absent < :n)', { ':n': n }],
      ]),
      ['begins_with(word, :t)', { ':t': 'ab' }],
      ['begins_with(word, :t)', { ':t': 'b' }],
      ['contains(#set, :t)', { ':t': 'x' }, { '#set': 'set' }],
      ['contains(#list, :two)', { ':two': 2 }, { '#list': 'list' }],
      ['#map.#inner = :q', { ':q': 'q' }, { '#map': 'map', '#inner': 'inner' }],
      ['#list = :list', { ':list': [1, 2] }, { '#list': 'list' }],
      ['size(word) > :n', { ':n': 2 }],
      ['attribute_not_exists(pk)', {}],
      ['word > :n', { ':n': 1 }],
    ];
    for (const [ConditionExpression, values, names] of conditions)
      for (const sk of ['A', 'MISSING'])
        await both(
          new TransactWriteCommand({
            TransactItems: [
              {
                ConditionCheck: {
                  ...table,
                  Key: { pk: 'ROW', sk },
                  ConditionExpression,
                  ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
                  ...(names ? { ExpressionAttributeNames: names } : {}),
                  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
                },
              },
            ],
          }),
        );
  }, 60_000);

  it('changes items as DynamoDB does', async () => {
    const { both } = openBoth();
    const Key = { pk: 'CHANGED', sk: 'A' };
    const update = (
      UpdateExpression: string,
      values?: Record<string, unknown>,
      names?: Record<string, string>,
    ) =>
      new UpdateCommand({
        TableName: real.table.name,
        Key,
        UpdateExpression,
        ReturnValues: 'ALL_NEW',
        ...(values ? { ExpressionAttributeValues: values } : {}),
        ...(names ? { ExpressionAttributeNames: names } : {}),
      });
    await both(update('ADD units :n', { ':n': 3 }));
    await both(
      update(
        'SET #state = :s, units = units - :n ADD taken :n',
        { ':s': 'open', ':n': 1 },
        { '#state': 'state' },
      ),
    );
    await both(update('SET begun = if_not_exists(begun, :n), seen = if_not_exists(taken, :n)', { ':n': 9 }));
    await both(update('SET said = list_append(:none, :one)', { ':none': [], ':one': ['x'] }));
    await both(update('ADD ids :ids', { ':ids': new Set(['a', 'b']) }));
    await both(update('DELETE ids :ids', { ':ids': new Set(['a']) }));
    await both(
      update('DELETE ids :ids REMOVE seen, #state', { ':ids': new Set(['b']) }, { '#state': 'state' }),
    );
    await both(
      new DeleteCommand({ TableName: real.table.name, Key, ConditionExpression: 'attribute_exists(pk)' }),
    );
    await both(
      new DeleteCommand({
        TableName: real.table.name,
        Key,
        ConditionExpression: 'attribute_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
  }, 60_000);

  it.each([
    ['a word that DynamoDB does not know', 'n ?? :n', { ':n': 1 }],
    ['a value that is not used', 'attribute_exists(pk)', { ':n': 1 }],
    ['a value that is missing', 'n = :m', { ':n': 1 }],
  ])('refuses %s', async (_, ConditionExpression, ExpressionAttributeValues) => {
    const { table } = simulateTable(PASSING_TIME, seededRandom(1), { limits: false });
    const input = {
      TableName: table.name,
      Item: { pk: 'A', sk: 'B' },
      ConditionExpression,
      ExpressionAttributeValues,
    };
    await expect(table.client.send(new PutCommand(input))).rejects.toThrow();
  });
});

describe('the system’s own requests', () => {
  it('have the same answers and leave the same items in both tables', async () => {
    const simulated = simulateTable(PASSING_TIME, seededRandom(1), { limits: false });
    const kinds = new Set<string>();
    const client: Table['client'] = Object.create(real.table.client);
    client.send = (async (command: Command) => {
      kinds.add(command.constructor.name);
      const answer = real.table.client.send(command as never);
      const [one, other] = [outcomeOf(answer), outcomeOf(simulated.table.client.send(command as never))];
      expect(unbatched(await other)).toEqual(unbatched(await one));
      return answer;
    }) as Table['client']['send'];
    const deps: Deps = {
      table: { client, name: real.table.name },
      now: () => new Date(),
      random: seededRandom(7),
    };
    const skus = ['MIRROR-1', 'MIRROR-2'];
    await openHotShop(deps, { skus, shards: 5, units: 6 });
    for (let buyer = 0; buyer < 8; buyer++)
      await intakeOrder(deps, orderOf(buyer % 5, buyer % 2 ? skus : skus.slice(1)), {
        actor: 'test',
        pricesFromBuyer: false,
        present: orderAnswer,
        idempotency: { operation: 'place-order', scope: 'test', key: String(buyer), requestHash: 'x' },
      });
    await rebalanceSku(deps, 'MIRROR-2');
    expect([...kinds]).toEqual(
      expect.arrayContaining(
        [GetCommand, QueryCommand, BatchGetCommand, TransactWriteCommand].map(({ name }) => name),
      ),
    );
    const { Items = [] } = await real.table.client.send(
      new ScanCommand({ TableName: real.table.name, ConsistentRead: true }),
    );
    const own = Items.filter(({ pk }) => pk !== 'ROW' && pk !== 'CHANGED');
    const sorted = (items: readonly Record<string, unknown>[]) =>
      items.toSorted((one, other) => (`${one.pk}\n${one.sk}` < `${other.pk}\n${other.sk}` ? -1 : 1));
    expect(sorted(simulated.all())).toEqual(sorted(own));
    expect(own.length).toBeGreaterThan(60);
  }, 60_000);
});
