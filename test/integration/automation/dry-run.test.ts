import fc from 'fast-check';
import { verifyTable } from '../../../scripts/verify/verify-table.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { useCursorSecret } from '../../harness/secrets.ts';
import { type AnyBody, call, paid, read, stocked } from '../orders/desk.ts';
import { inForce, orderOf, rule, runsOf, simulate } from './automation-desk.ts';
import { eventsOf, untilQuiet } from './bus.ts';

/** More of them with OMS_RUNS. */
const RUNS = Number(process.env.OMS_RUNS ?? 12);
let test: TestTable;
let sku: string;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
  useCursorSecret();
  sku = await stocked(test.table, 500);
}, 60_000);
afterAll(() => test?.close());

const inShort = ({ ruleId, outcome, stopped, actions, event }: AnyBody) => ({
  ruleId,
  outcome,
  stopped,
  actions: actions.map((each: AnyBody) => [each.do, each.outcome, each.problem?.code]),
  event: event.type,
  chain: event.chain ?? [],
});
const lasting = ({ tags, holds, status, stage, assignee, review, fulfilments }: AnyBody) => ({
  tags,
  status,
  stage,
  assignee,
  reviewState: review.state,
  holds: holds.map(({ kind, assignee: to, releasedAt }: AnyBody) => [kind, to, releasedAt !== undefined]),
  fulfilments: fulfilments.map((each: AnyBody) => each.status),
});

/** Asks what rules would make of an order that was paid, then lets them, and holds one against the other. */
const compare = async (rules: readonly unknown[]): Promise<AnyBody[]> => {
  await inForce();
  const order = await paid(await orderOf(sku));
  const before = await read(order.id);
  const dry = await simulate({ rules, orderId: order.id, event: { type: 'paid', actor: 'user:tester' } });
  expect(await read(order.id)).toEqual(before);
  expect(await runsOf({ orderId: order.id })).toEqual([]);
  await inForce(...rules);
  const others = (await eventsOf(test.table, order.id)).filter(({ type }) => type !== 'paid');
  await untilQuiet(test.table, order.id, new Set(others.map(({ eventId }) => eventId)));
  const real = (await runsOf({ orderId: order.id })).reverse();
  // What is told in one commit, the log has in the order of its rules.
  const sorted = (runs: AnyBody[]) => runs.map((run) => JSON.stringify(inShort(run))).sort();
  expect(sorted(real)).toEqual(sorted(dry.runs));
  expect(lasting(await read(order.id))).toEqual(lasting(dry.after));
  return dry.runs;
};

const actions = fc.oneof(
  fc.constantFrom('manual', 'credit').map((kind) => ({ do: 'hold', kind, reason: 'x' })),
  fc.constantFrom('manual', 'credit').map((kind) => ({ do: 'release_holds', kind })),
  fc.constantFrom('a', 'b', 'c').map((tag) => ({ do: 'tag', tags: [tag] })),
  fc.constantFrom('a', 'b', 'c').map((tag) => ({ do: 'untag', tags: [tag] })),
  fc.constantFrom('user:ada', 'role:finance').map((to) => ({ do: 'assign', to })),
  fc.constant({ do: 'assign', to: 'user:bob', hold: 'manual' }),
  fc.constantFrom(
    { do: 'note', text: 'x' },
    { do: 'confirm' },
    { do: 'cancel', reason: 'x' },
    { do: 'release_fulfilments' },
  ),
);
const conditions = fc.constantFrom<unknown>(
  true,
  false,
  { in: ['a', { var: 'order.tags' }] },
  { '!': { in: ['manual', { var: 'holds' }] } },
  { '!': { var: 'event.automated' } },
);
const ruleSets = fc
  .array(
    fc.tuple(
      fc.subarray(['paid', 'held', 'hold_released', 'tagged', 'note_added', 'assigned', 'cancelled'], {
        minLength: 1,
        maxLength: 3,
      }),
      conditions,
      fc.array(actions, { minLength: 1, maxLength: 3 }),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((all) =>
    all.map(([on, when, then], at) => rule(`r${at}`, at === 0 ? ['paid', ...on] : on, when, ...then)),
  );

describe('a dry run', () => {
  it('is what the real run comes to, and changes nothing, for a line of rules', async () => {
    const runs = await compare([
      rule('confirm', ['paid'], { '<': [{ var: 'order.due' }, 1] }, { do: 'confirm' }),
      rule('vip', ['paid'], true, { do: 'tag', tags: ['vip'] }, { do: 'hold', kind: 'credit', reason: 'x' }),
      rule('look', ['held'], { '==': [{ var: 'event.kind' }, 'credit'] }, { do: 'note', text: 'looked' }),
      rule('end', ['note_added'], true, { do: 'tag', tags: ['end'] }, { do: 'cancel', reason: 'enough' }),
      rule('late', ['cancelled'], true, { do: 'release_holds', kind: 'credit' }),
    ]);
    expect(runs.map(({ ruleId, outcome }) => [ruleId, outcome])).toEqual([
      ['confirm', 'unchanged'],
      ['vip', 'done'],
      ['look', 'done'],
      ['end', 'done'],
      ['late', 'refused'],
    ]);
  });

  it('is so for any rules', async () => {
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(ruleSets, async (rules) => {
        for (const { outcome } of await compare(rules)) outcomes.add(outcome);
      }),
      { numRuns: RUNS },
    );
    expect(outcomes.size).toBeGreaterThan(1);
    expect((await verifyTable(test.table)).differences).toEqual([]);
  }, 240_000);

  it('over the past says what would have come of it, and changes nothing', async () => {
    await inForce();
    const from = new Date().toISOString();
    const order = await orderOf(sku);
    const to = new Date(Date.now() + 1000).toISOString();
    const rules = [
      rule('tagging', ['placed'], true, { do: 'tag', tags: ['seen'] }),
      rule('never', ['placed'], false, { do: 'confirm' }),
    ];
    expect(await simulate({ rules, from, to })).toMatchObject({
      orders: 1,
      events: 1,
      more: false,
      rules: [
        { ruleId: 'tagging', outcomes: { done: 1 } },
        { ruleId: 'never', outcomes: { not_applied: 1 } },
      ],
      examples: [{ orderId: order.id, ruleId: 'tagging', events: ['tagged'] }],
    });
    expect((await read(order.id)).tags).toEqual([]);
  });

  it('takes the rules in force where none are given, and asks for what it needs', async () => {
    await inForce(rule('tagging', ['placed'], true, { do: 'tag', tags: ['seen'] }));
    const order = await orderOf(sku);
    const { runs } = await simulate({ orderId: order.id, event: { type: 'placed' } });
    expect(runs).toMatchObject([{ ruleId: 'tagging', outcome: 'done' }]);
    const nothing = await call('automation/simulate-automation-rules', { body: {} });
    expect(nothing.status).toBe(422);
  });
});
