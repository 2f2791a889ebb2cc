import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { isProblem, problem } from '../../../shared/kernel/problem.ts';
import type { Decide } from '../../../shared/orders/decision.ts';
import { changeOrder } from '../../../shared/orders/effects/change-order.ts';
import { loadOrder, loadOrderSince } from '../../../shared/orders/effects/load-order.ts';
import { readTimeline } from '../../../shared/orders/effects/timeline-store.ts';
import { nextOrder } from '../../../shared/orders/next-order.ts';
import type { Order } from '../../../shared/orders/order.ts';
import type { Table } from '../../../shared/runtime/table.ts';
import { openTestTable, type TestTable } from '../../harness/dynamodb.ts';
import { ownOrder, storeOrder, testDeps } from '../store-order.ts';

let test: TestTable;
beforeAll(async () => {
  test = await openTestTable();
}, 60_000);
afterAll(() => test?.close());

/** A table of which one copy stays as it was when it was first asked; reads that need not be consistent get that one. */
const behind = ({ client, name }: Table): Table => {
  const asItWas = new Map<string, Promise<unknown>>();
  const send = (command: object): Promise<unknown> => {
    const sendOn = client.send.bind(client) as (command: object) => Promise<unknown>;
    if (!(command instanceof QueryCommand) || command.input.ConsistentRead) return sendOn(command);
    const key = JSON.stringify(command.input);
    const answer = asItWas.get(key) ?? sendOn(command);
    asItWas.set(key, answer);
    return answer;
  };
  return {
    name,
    client: new Proxy(client, {
      get: (target, property) => (property === 'send' ? send : Reflect.get(target, property)),
    }),
  };
};

const noted: Decide = (order, { at, actor }) => ({
  next: nextOrder(order, { head: { reminders: order.head.reminders + 1 } }, at, () => undefined),
  events: [{ type: 'tagged', at, actor }],
});
const onceNoted: Decide = (order, context) =>
  order.head.reminders > 0 ? noted(order, context) : problem(409, 'too_early', 'Not yet');
const untilNoted: Decide = (order, context) => (order.head.reminders > 0 ? 'nothing' : noted(order, context));
const notAgain: Decide = (order, context) => (order.head.reminders > 1 ? noted(order, context) : 'nothing');

/** An order that was changed since the copy heard of it. */
const overtaken = async (): Promise<{ order: Order; copy: Table }> => {
  const order = await storeOrder(test.table, ownOrder());
  const copy = behind(test.table);
  await loadOrder(copy, order.head.id, 'lately');
  await changeOrder(testDeps(test.table), order.head.id, noted, { actor: 'ada' });
  expect(await loadOrder(copy, order.head.id, 'lately')).toMatchObject({ head: { version: 1 } });
  return { order, copy };
};
const remindersOf = async ({ head }: Order): Promise<number> => {
  const order = await loadOrder(test.table, head.id);
  if (isProblem(order)) throw new Error(order.code);
  return order.head.reminders;
};

describe('a copy of the table that is behind', () => {
  it('loses no change: what was decided on it is decided again', async () => {
    const { order, copy } = await overtaken();
    expect(await changeOrder(testDeps(copy), order.head.id, noted, { actor: 'grace' })).toMatchObject({
      head: { version: 3, reminders: 2 },
    });
    expect(await readTimeline(test.table, order.head.id)).toHaveLength(2);
  });

  it('refuses nothing that is possible by now, and does nothing twice', async () => {
    const { order, copy } = await overtaken();
    const change = (decide: Decide) => changeOrder(testDeps(copy), order.head.id, decide, { actor: 'grace' });
    expect(await change(untilNoted)).toMatchObject({ head: { version: 2 } });
    expect(await change(onceNoted)).toMatchObject({ head: { version: 3 } });
    expect(await change(notAgain)).toMatchObject({ head: { version: 4 } });
    expect(await remindersOf(order)).toBe(3);
  });

  it('knows nothing of versions: If-Match is held to what was committed', async () => {
    const { order, copy } = await overtaken();
    const change = (ifMatch: number) =>
      changeOrder(testDeps(copy), order.head.id, noted, { actor: 'grace', ifMatch });
    expect(await change(1)).toMatchObject({ status: 412, extra: { version: 2 } });
    expect(await change(2)).toMatchObject({ head: { version: 3 } });
  });

  it('is not asked for an order that must be newer than it knows', async () => {
    const { order, copy } = await overtaken();
    expect(await loadOrderSince(copy, order.head.id, 1)).toMatchObject({ head: { version: 1 } });
    expect(await loadOrderSince(copy, order.head.id, 2)).toMatchObject({ head: { version: 2 } });
  });
});
