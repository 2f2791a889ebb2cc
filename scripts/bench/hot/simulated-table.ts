import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  ProvisionedThroughputExceededException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Random } from '../../../shared/kernel/ids.ts';
import type { Table } from '../../../shared/runtime/table.ts';
import { createCapacity, READ_UNITS_A_SECOND, WRITE_UNITS_A_SECOND } from './capacity.ts';
import type { Item } from './expression-tokens.ts';
import { asStored } from './item-bytes.ts';
import { createItems, nameOf } from './memory-items.ts';
import { query, type Read, readBatch, readOne } from './simulated-reads.ts';
import { type Kind, keyOf, type Planned, plan, type Wish, wishOf } from './simulated-writes.ts';
import type { VirtualTime } from './virtual-time.ts';

/** How long DynamoDB takes, in milliseconds: at least, and the mean of what comes on top (exponential). */
export type Latency = { least: number; mean: number };
export const LATENCIES: Record<'network' | 'read' | 'write' | 'transaction', Latency> = {
  network: { least: 0.4, mean: 0.2 },
  read: { least: 1.5, mean: 1.5 },
  write: { least: 2.5, mean: 1.5 },
  transaction: { least: 5, mean: 2.5 },
};

/** What was counted: transactions by how they ended, requests that found a partition without units. */
export type Counts = { committed: number; conflicts: number; conditions: number; throttled: number };

type Transaction = NonNullable<ConstructorParameters<typeof TransactWriteCommand>[0]['TransactItems']>;

const UNLIMITED = 1e12;

/** The SDK tries a throttled request three times, waiting up to half a second, then a whole one. */
const SDK_ATTEMPTS = 3;
const SDK_DELAY_MS = 500;

const SAID = { $metadata: {}, message: 'simulated' };

/**
 * A table that behaves as DynamoDB does when many want the same: an item takes part in one transaction at a time, for as
 * long as that lasts; a partition takes 1,000 write and 3,000 read units a second; transactions take double. It judges
 * real requests of the system's stores, with their real conditions.
 *
 * @param limits off: every request is taken at once, for comparing answers with those of DynamoDB Local.
 */
export function simulateTable(time: VirtualTime, random: Random, { limits = true } = {}) {
  const items = createItems();
  const writes = createCapacity(time.now, limits ? WRITE_UNITS_A_SECOND : UNLIMITED);
  const reads = createCapacity(time.now, limits ? READ_UNITS_A_SECOND : UNLIMITED);
  const inFlight = new Set<string>();
  const counts: Counts = { committed: 0, conflicts: 0, conditions: 0, throttled: 0 };
  const pass = ({ least, mean }: Latency): Promise<void> =>
    time.sleep(limits ? least - mean * Math.log(1 - random()) : 0);

  async function read<Answer>(work: () => Read<Answer>): Promise<Answer> {
    for (let attempt = 0; ; attempt++) {
      await pass(LATENCIES.network);
      const { costs, answer } = work();
      if (costs.every(({ partition }) => reads.has(partition))) {
        for (const { partition, units } of costs) reads.take(partition, units);
        await pass(LATENCIES.read);
        return answer;
      }
      counts.throttled += 1;
      await sdkWaits(attempt, 'read');
    }
  }

  async function sdkWaits(attempt: number, what: string): Promise<void> {
    if (attempt + 1 >= SDK_ATTEMPTS)
      throw new ProvisionedThroughputExceededException({ $metadata: {}, message: `simulated: ${what}` });
    await time.sleep(random() * SDK_DELAY_MS * 2 ** attempt);
  }

  const hasRoom = ({ key, indexed }: Planned): boolean =>
    [key.pk, ...indexed].every((partition) => writes.has(partition));

  const codeOf =
    (isSo: (what: string) => boolean, Code: string) =>
    (what: string): { Code: string } => ({ Code: isSo(what) ? Code : 'None' });

  const take = (planned: Planned, times: number): void => {
    writes.take(planned.key.pk, planned.units * times);
    for (const place of planned.indexed) writes.take(place, 1);
  };

  async function transact(asked: Transaction): Promise<object> {
    await pass(LATENCIES.network);
    const wishes = asked.map(wishOf);
    const names = wishes.map(({ kind, wish }) => nameOf(keyOf(kind, wish)));
    checkTransaction(names);
    const partitions = wishes.map(({ kind, wish }) => keyOf(kind, wish).pk);
    if (partitions.some((partition) => !writes.has(partition))) {
      counts.throttled += 1;
      // Turned away before anything is prepared: that costs nothing.
      return cancel([], partitions.map(codeOf((partition) => !writes.has(partition), 'ThrottlingError')));
    }
    if (names.some((name) => inFlight.has(name))) {
      counts.conflicts += 1;
      return cancel(partitions, names.map(codeOf((name) => inFlight.has(name), 'TransactionConflict')));
    }
    const planned = wishes.map(({ kind, wish }) => plan(items, kind, wish));
    const reasons = planned.map((each) => {
      if (!hasRoom(each)) return { Code: 'ThrottlingError' };
      if (!each.isMet)
        return {
          Code: 'ConditionalCheckFailed',
          ...(each.before ? { Item: marshall(each.before, { removeUndefinedValues: true }) } : {}),
        };
      return { Code: 'None' };
    });
    if (reasons.some(({ Code }) => Code !== 'None')) {
      const isThrottled = reasons.some(({ Code }) => Code === 'ThrottlingError');
      counts[isThrottled ? 'throttled' : 'conditions'] += 1;
      return cancel(partitions, reasons);
    }
    for (const each of planned) {
      take(each, 2);
      inFlight.add(each.name);
    }
    await pass(LATENCIES.transaction);
    for (const { key, name, before, after } of planned) {
      if (after !== before) items.set(key, asStored(after));
      inFlight.delete(name);
    }
    counts.committed += 1;
    await pass(LATENCIES.network);
    return {};
  }

  /** What was prepared in vain is paid for, a unit at least for each item. */
  async function cancel(partitions: readonly string[], CancellationReasons: object[]): Promise<never> {
    for (const partition of partitions) writes.take(partition, 1);
    await pass(LATENCIES.read);
    throw new TransactionCanceledException({ ...SAID, CancellationReasons });
  }

  async function writeOne(kind: Kind, wish: Wish & { ReturnValues?: string }): Promise<object> {
    for (let attempt = 0; ; attempt++) {
      await pass(LATENCIES.network);
      const planned = plan(items, kind, wish);
      if (inFlight.has(planned.name)) throw new TransactionConflictException(SAID);
      if (hasRoom(planned)) {
        take(planned, 1);
        if (!planned.isMet)
          throw new ConditionalCheckFailedException({
            ...SAID,
            ...(planned.before ? { Item: marshall(planned.before, { removeUndefinedValues: true }) } : {}),
          });
        if (planned.after !== planned.before) items.set(planned.key, asStored(planned.after));
        await pass(LATENCIES.write);
        return wish.ReturnValues === 'ALL_NEW' ? { Attributes: planned.after } : {};
      }
      counts.throttled += 1;
      await sdkWaits(attempt, 'write');
    }
  }

  const send = (command: unknown): Promise<unknown> => {
    if (command instanceof GetCommand) return read(() => readOne(items, command.input));
    if (command instanceof QueryCommand) return read(() => query(items, command.input));
    if (command instanceof BatchGetCommand) return read(() => readBatch(items, command.input));
    if (command instanceof TransactWriteCommand) return transact(command.input.TransactItems ?? []);
    if (command instanceof PutCommand) return writeOne('Put', command.input as Wish);
    if (command instanceof UpdateCommand) return writeOne('Update', command.input as Wish);
    if (command instanceof DeleteCommand) return writeOne('Delete', command.input as Wish);
    throw new Error(`${(command as object).constructor.name} is not simulated.`);
  };
  return {
    table: { client: answeringBy(send), name: 'simulated', wait: time.sleep } satisfies Table,
    counts,
    busiest: (count: number) => ({ writes: writes.busiest(count), reads: reads.busiest(count) }),
    all: (): Item[] => [...items.all()],
  };
}

export type SimulatedTable = ReturnType<typeof simulateTable>;

function checkTransaction(names: readonly string[]): void {
  if (names.length > 100) throw new Error('A transaction has a hundred items at most.');
  if (new Set(names).size < names.length) throw new Error('A transaction names an item once.');
}

/** A client as the stores expect it, that never reaches for the network. */
function answeringBy(send: (command: unknown) => Promise<unknown>): DynamoDBDocumentClient {
  const real = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-central-1' }));
  const client: DynamoDBDocumentClient = Object.create(real);
  client.send = send as DynamoDBDocumentClient['send'];
  return client;
}
