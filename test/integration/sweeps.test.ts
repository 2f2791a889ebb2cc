import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { hoursAfter } from '../../shared/kernel/clock.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { loadOrder } from '../../shared/orders/effects/load-order.ts';
import { headWrite } from '../../shared/orders/effects/order-writes.ts';
import { openPlacement } from '../../shared/orders/effects/placement.ts';
import { readTimeline } from '../../shared/orders/effects/timeline-store.ts';
import type { Order } from '../../shared/orders/order.ts';
import { policyWrite } from '../../shared/policies/effects/policy-store.ts';
import { policySchema } from '../../shared/policies/policy.ts';
import { transact } from '../../shared/runtime/transact.ts';
import { type DueMessage, dueMessageSchema } from '../../shared/sweeps/due-message.ts';
import { dueOrders, dueParts } from '../../shared/sweeps/effects/due-index-store.ts';
import { handleDue } from '../../shared/sweeps/effects/handle-due.ts';
import { sweep } from '../../shared/sweeps/effects/sweep.ts';
import { UNPAID_STAGES } from '../../shared/sweeps/remind-or-cancel.ts';
import { aFulfilment } from '../builders/an-order.ts';
import { openTestTable, type TestTable } from '../harness/dynamodb.ts';
import { mockService } from '../harness/mock-service.ts';
import { ownOrder, storeOrder, testDeps } from './store-order.ts';

const sqs = mockService(SQSClient);
const PLACED = '2024-07-01T00:00:00.000Z';
const at = (hours: number): string => hoursAfter(PLACED, hours);
let test: TestTable;

beforeAll(() => {
  process.env.DUE_WORK_QUEUE_URL = 'https://queue.example/due-work';
});
beforeEach(async () => {
  test = await openTestTable();
  sqs.reset();
  sqs.on(SendMessageBatchCommand).resolves({});
}, 60_000);
afterEach(() => test?.close());

const unpaid = (head: Parameters<typeof ownOrder>[0] = {}) =>
  storeOrder(test.table, ownOrder({ ...head, head: { dueAt: at(1), ...head.head } }));

/** Runs the sweep of unpaid orders as of an hour, and answers the messages it sent. */
const sweepUnpaid = async (hours: number): Promise<DueMessage[]> => {
  sqs.resetHistory();
  const found = dueOrders(test.table, 'unpaid', UNPAID_STAGES, at(hours));
  const result = await sweep(found, at(hours), () => 60_000);
  const bodies = sqs
    .commandCalls(SendMessageBatchCommand)
    .flatMap(({ args: [{ input }] }) => input.Entries ?? [])
    .map(({ MessageBody = '' }) => dueMessageSchema.parse(JSON.parse(MessageBody)));
  expect(bodies).toHaveLength(result.found);
  return bodies;
};
const work = (messages: readonly DueMessage[]) =>
  Promise.all(messages.map((message) => handleDue(testDeps(test.table), message)));
const typesOf = async ({ head }: Order): Promise<string[]> =>
  (await readTimeline(test.table, head.id)).map(({ type }) => type);
const load = async ({ head }: Order): Promise<Order> => {
  const order = await loadOrder(test.table, head.id);
  if (isProblem(order)) throw new Error(order.code);
  return order;
};

/** Read units of all queries while something runs. */
const unitsOf = async (run: () => Promise<unknown>): Promise<number> => {
  let units = 0;
  const { middlewareStack } = test.table.client;
  middlewareStack.add(
    (next) => async (args) => {
      (args.input as { ReturnConsumedCapacity?: string }).ReturnConsumedCapacity = 'TOTAL';
      const result = await next(args);
      const output = result.output as { ConsumedCapacity?: { CapacityUnits?: number } };
      units += output.ConsumedCapacity?.CapacityUnits ?? 0;
      return result;
    },
    { step: 'initialize', name: 'units', override: true },
  );
  await run();
  middlewareStack.remove('units');
  return units;
};

describe('a sweep of unpaid orders', () => {
  it('reminds, reminds again, and cancels; twice or at odd times it does nothing more', async () => {
    const order = await unpaid();
    for (const hours of [-8760, 0.5, 1, 1, 0.5, 24, 24.2, 1, 48, 48, 24, 876_000])
      await work(await sweepUnpaid(hours));
    expect(await typesOf(order)).toEqual(['payment_reminded', 'payment_reminded', 'cancelled']);
    expect((await load(order)).head).toMatchObject({ stage: 'cancelled', reminders: 2, cancelledAt: at(48) });
    expect(await sweepUnpaid(876_000)).toEqual([]);
  });

  it('does a thing once that it sent twenty times', async () => {
    const order = await unpaid();
    const [message] = await sweepUnpaid(1);
    if (!message) throw new Error('nothing found');
    // Who meets twenty others may have to come again, as the queue makes it.
    const first = await work(Array(20).fill(message));
    if (first.some(isProblem)) await work([message]);
    expect(await typesOf(order)).toEqual(['payment_reminded']);
  });

  it('leaves an order alone that was paid after it was found', async () => {
    const order = await unpaid();
    const found = await sweepUnpaid(48);
    const totals = { ...order.head.totals, paid: 3980 };
    const paid = ownOrder({ head: { ...order.head, version: 2, totals } });
    await transact(test.table, [headWrite(order, paid)], Math.random);
    await work(found);
    expect(await typesOf(order)).not.toContain('cancelled');
    expect((await load(order)).head.status).toBe('open');
  });

  it('says nothing of an order that is gone, and treats it as done', async () => {
    const message = { kind: 'unpaid' as const, orderId: ownOrder().head.id, asOf: at(1) };
    expect(await work([message])).toEqual([undefined]);
  });

  it('finds an order no more whose shop has become more patient', async () => {
    const order = await unpaid();
    const policy = policySchema.parse({ payment: { remindAfterHours: [10], cancelAfterHours: 20 } });
    await transact(test.table, [policyWrite({ name: 'default', version: 1, policy })], Math.random);
    await work(await sweepUnpaid(1));
    expect(await sweepUnpaid(2)).toEqual([]);
    expect((await load(order)).head.dueAt).toBe(at(10));
    expect(await typesOf(order)).toEqual([]);
  });

  it('reads what is due and nothing else: as much beside 50 open orders as beside 500', async () => {
    await Promise.all(Array.from({ length: 20 }, () => unpaid()));
    const later = async (count: number) => {
      for (let done = 0; done < count; done += 25)
        await Promise.all(Array.from({ length: 25 }, () => unpaid({ head: { dueAt: at(24) } })));
    };
    await later(50);
    const small = await unitsOf(() => sweepUnpaid(2));
    expect(await sweepUnpaid(2)).toHaveLength(20);
    await later(450);
    const large = await unitsOf(() => sweepUnpaid(2));
    expect(await sweepUnpaid(2)).toHaveLength(20);
    expect(small).toBeGreaterThan(0);
    expect(large).toBe(small);
    // The measure can tell: everything due costs more.
    expect(await unitsOf(() => sweepUnpaid(24))).toBeGreaterThan(small);
  }, 60_000);
});

describe('a sweep of parcels', () => {
  it('finds the fulfilment behind a silent parcel, and tells of it once', async () => {
    const parcel = {
      id: 'par_1',
      carrier: 'generic',
      trackingNumber: 'T1',
      status: 'in_transit' as const,
      newsAt: at(2),
    };
    const order = await storeOrder(
      test.table,
      ownOrder({
        fulfilments: [aFulfilment({ status: 'shipped', shippedAt: at(1), dueAt: at(50), parcels: [parcel] })],
      }),
    );
    const sweepParcels = async (hours: number): Promise<DueMessage[]> => {
      const found: DueMessage[] = [];
      for await (const page of dueParts(test.table, 'parcel', at(hours))) found.push(...page);
      return found;
    };
    expect(await sweepParcels(49)).toEqual([]);
    const found = await sweepParcels(51);
    expect(found).toEqual([
      { kind: 'parcel', orderId: order.head.id, fulfilmentId: order.fulfilments[0]?.id, asOf: at(51) },
    ]);
    await work(found);
    await work(found);
    expect((await typesOf(order)).filter((type) => type === 'exception_parcel_silent')).toHaveLength(1);
    expect(await sweepParcels(52)).toEqual([]);
  });
});

describe('a sweep of placements', () => {
  it('undoes one that broke off, and leaves one alone that is still under way', async () => {
    const place = async (placedAt: string): Promise<string> => {
      const { head } = ownOrder();
      await transact(test.table, [openPlacement({ orderId: head.id }, new Date(placedAt))], Math.random);
      return head.id;
    };
    const abandoned = await place(at(0));
    await place(at(1));
    const found = async (hours: number): Promise<DueMessage[]> => {
      const all: DueMessage[] = [];
      for await (const page of dueParts(test.table, 'placement', at(hours))) all.push(...page);
      return all;
    };
    const messages = await found(1);
    expect(messages).toEqual([{ kind: 'placement', orderId: abandoned, asOf: at(1) }]);
    await work(messages);
    await work(messages);
    expect(await found(1)).toEqual([]);
    expect(await found(2)).toHaveLength(1);
  });
});
