import { verifyTable } from '../../../scripts/verify/verify-table.ts';
import { automationEventSchema } from '../../../shared/automation/automation-event.ts';
import { loadWantedTypes } from '../../../shared/automation/effects/automation-rule-store.ts';
import { runAutomation } from '../../../shared/automation/effects/run-automation.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { useCursorSecret } from '../../harness/secrets.ts';
import { type AnyBody, call, read, stocked } from '../orders/desk.ts';
import { testDeps } from '../store-order.ts';
import { inForce, orderOf, put, rule, runsOf } from './automation-desk.ts';
import { deliver, eventsOf, untilQuiet } from './bus.ts';

let test: TestTable;
let sku: string;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
  useCursorSecret();
  sku = await stocked(test.table, 500);
}, 60_000);
afterAll(() => test?.close());

const anOrder = () => orderOf(sku);
const timelineOf = async ({ id }: AnyBody): Promise<string[]> =>
  (await call('orders/get-timeline', { params: { id } })).body.items.map(
    ({ type, actor }: AnyBody) => `${type} ${actor}`,
  );

const TAGGING = rule('tagging', ['placed'], true, { do: 'tag', tags: ['seen'] });
const NOTE = rule('note', ['placed'], true, { do: 'note', text: 'hello' });

describe('automation rules', () => {
  beforeEach(() => inForce());

  it('are replaced as a whole, by version, and say who put them', async () => {
    const before = (await call('automation/get-automation-rules')).body.version;
    const { status, body } = await put([TAGGING], { headers: { 'if-match': `"${before}"` } });
    expect([status, body.version]).toEqual([200, before + 1]);
    expect(body.authors.tagging).toMatchObject({ name: 'user:tester', roles: ['admin'] });
    expect((await put([], { headers: { 'if-match': `"${before}"` } })).status).toBe(412);
    expect((await call('automation/get-automation-rules')).body.rules).toMatchObject([
      { id: 'tagging', active: true },
    ]);
    const again = await put(body.rules, { headers: { 'if-match': `"${before + 1}"` } });
    expect([again.status, again.body.version]).toEqual([200, before + 1]);
  });

  it('are for sales managers to put, and for none to do more than they may', async () => {
    expect((await put([TAGGING], { roles: ['service_agent'] })).status).toBe(403);
    expect((await put([TAGGING], { roles: ['sales_manager'] })).status).toBe(200);
    const releasing = rule('r', ['allocated'], true, { do: 'release_fulfilments' });
    expect((await put([releasing], { roles: ['sales_manager'] })).status).toBe(403);
  });

  it('say which events they wait for, and without rules no event is given to them', async () => {
    expect([...(await loadWantedTypes(test.table))]).toEqual([]);
    const order = await anOrder();
    expect(await eventsOf(test.table, order.id)).toEqual([]);
    await inForce(TAGGING);
    expect((await eventsOf(test.table, order.id)).map(({ type }) => type)).toEqual(['placed']);
  });
});

describe('an event that a rule waits for', () => {
  it('changes the order as a person would have, under the rule’s name, and is logged', async () => {
    await inForce(
      rule(
        'large',
        ['placed'],
        { '>=': [{ var: 'order.total' }, 1000] },
        { do: 'tag', tags: ['large'] },
        { do: 'hold', kind: 'manual', reason: 'look twice' },
        { do: 'assign', to: 'user:ada' },
      ),
      rule('never', ['placed'], false, { do: 'cancel', reason: 'no' }),
    );
    const order = await anOrder();
    await untilQuiet(test.table, order.id);
    expect(await read(order.id)).toMatchObject({
      tags: ['large'],
      assignee: 'user:ada',
      holds: [{ reason: 'look twice', placedBy: 'automation:large' }],
    });
    expect(await timelineOf(order)).toEqual(
      expect.arrayContaining([
        'tagged automation:large',
        'held automation:large',
        'assigned automation:large',
      ]),
    );
    const runs = await runsOf({ orderId: order.id });
    expect(runs).toMatchObject([
      { ruleId: 'never', outcome: 'not_applied', actions: [], event: { type: 'placed' } },
      { ruleId: 'large', outcome: 'done', actions: [{ do: 'tag' }, { do: 'hold' }, { do: 'assign' }] },
    ]);
    expect(await runsOf({ ruleId: 'large' })).toEqual([runs[1]]);
    expect(await runsOf({ ruleId: 'large', orderId: order.id })).toEqual([runs[1]]);
  });

  it('has its effect once, however often and however many at once it comes', async () => {
    await inForce(NOTE, TAGGING);
    const order = await anOrder();
    const [event] = await eventsOf(test.table, order.id);
    if (!event) throw new Error('no event');
    const failures = await Promise.all(Array.from({ length: 6 }, () => deliver(event, event)));
    // Who met too many others comes again, as the queue makes it.
    if (failures.some((count) => count > 0)) await deliver(event);
    await deliver(event);
    const told = await timelineOf(order);
    expect(told.filter((each) => each === 'note_added automation:note')).toHaveLength(1);
    expect(told.filter((each) => each === 'tagged automation:tagging')).toHaveLength(1);
    expect(await runsOf({ orderId: order.id })).toHaveLength(2);
  });

  it('that was half done when the worker died goes on where it stopped', async () => {
    await inForce(NOTE);
    const order = await anOrder();
    const [event] = await eventsOf(test.table, order.id);
    if (!event) throw new Error('no event');
    await deliver(event);
    await inForce(NOTE, TAGGING);
    await deliver(event);
    const told = await timelineOf(order);
    expect(told.filter((each) => each.endsWith('automation:note'))).toHaveLength(1);
    expect((await read(order.id)).tags).toEqual(['seen']);
  });

  it('that the order refuses is logged with the refusal', async () => {
    await inForce(
      rule('end', ['cancelled'], true, { do: 'cancel', reason: 'again' }, { do: 'note', text: 'x' }),
    );
    const order = await anOrder();
    await call('orders/cancel-order', { params: { id: order.id }, body: { reason: 'no longer' } });
    await untilQuiet(test.table, order.id);
    expect(await runsOf({ orderId: order.id })).toMatchObject([
      {
        outcome: 'refused',
        actions: [
          { do: 'cancel', outcome: 'refused', problem: { code: 'illegal_transition' } },
          { do: 'note', outcome: 'skipped' },
        ],
      },
    ]);
  });

  it('comes again when the table is in the way, and has then its effect', async () => {
    await inForce(TAGGING);
    const order = await anOrder();
    const [event] = await eventsOf(test.table, order.id);
    if (!event) throw new Error('no event');
    const { middlewareStack } = test.table.client;
    let failing = true;
    middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          if (!failing || commandName !== 'TransactWriteItemsCommand') return next(args);
          failing = false;
          return Promise.reject(new Error('the connection is gone'));
        },
      { step: 'initialize', name: 'fault', override: true },
    );
    const heard = automationEventSchema.parse(event);
    await expect(runAutomation(testDeps(test.table), heard)).rejects.toThrow('the connection is gone');
    expect(await runsOf({ orderId: order.id })).toEqual([]);
    await runAutomation(testDeps(test.table), heard);
    middlewareStack.remove('fault');
    expect((await read(order.id)).tags).toEqual(['seen']);
  });

  it('of an order that is not there is let go', async () => {
    await inForce(TAGGING);
    const [event] = await eventsOf(test.table, (await anOrder()).id);
    if (!event) throw new Error('no event');
    expect(await deliver({ ...event, orderId: 'ord_01J00000000000000000000000' })).toBe(0);
  });
});

describe('rules that set each other off', () => {
  it('end, and say that they were stopped', async () => {
    await inForce(
      rule('hold', ['placed', 'hold_released'], true, { do: 'hold', kind: 'manual', reason: 'again' }),
      rule('release', ['held'], true, { do: 'release_holds', kind: 'manual' }),
    );
    const order = await anOrder();
    await untilQuiet(test.table, order.id);
    const runs = (await runsOf({ orderId: order.id })).reverse();
    expect(
      runs.map(({ ruleId, outcome, stopped, event }) => [ruleId, stopped ?? outcome, event.chain]),
    ).toEqual([
      ['hold', 'done', undefined],
      ['release', 'done', ['hold']],
      ['hold', 'repeated', ['hold', 'release']],
    ]);
    expect((await read(order.id)).holds.filter((hold: AnyBody) => !hold.releasedAt)).toEqual([]);
  });
});

describe('runs', () => {
  it('are listed newest first, page by page, by rule and by order', async () => {
    await inForce(rule('paged', ['placed'], true, { do: 'note', text: 'x' }));
    const orders: string[] = [];
    for (let at = 0; at < 5; at++) {
      const { id } = await anOrder();
      orders.unshift(id);
      await untilQuiet(test.table, id);
    }
    const pages: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { ruleId: 'paged', limit: '2', ...(cursor ? { cursor } : {}) };
      const { body } = await call('automation/list-automation-runs', { query });
      pages.push(...body.items.map(({ orderId }: AnyBody) => orderId));
      cursor = body.nextCursor;
    } while (cursor);
    expect(pages).toEqual(orders);
  });

  it('are asked for by something', async () => {
    expect((await call('automation/list-automation-runs', { query: {} })).status).toBe(422);
  });
});

describe('the whole table afterwards', () => {
  it('is without fault', async () => {
    const { differences, checked } = await verifyTable(test.table);
    expect(differences).toEqual([]);
    expect(checked['automation runs']).toBeGreaterThan(10);
  }, 60_000);
});
