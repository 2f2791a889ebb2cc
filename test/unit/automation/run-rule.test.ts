import type { AutomationRule } from '../../../shared/automation/automation-rule.ts';
import { type Hearing, runRule } from '../../../shared/automation/run-rule.ts';
import type { Role } from '../../../shared/kernel/actor.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { DEFAULT_RULES } from '../../../shared/orders/review/review-rules.ts';
import { aFulfilment, anOrder, aPayment } from '../../builders/an-order.ts';
import { aHold, anEvent, aRule, CONTEXT, PAID, withTags } from './cases.ts';

const run = (order: Order, rule: AutomationRule, change: Partial<Hearing> = {}) =>
  runRule(
    order,
    { rule, roles: ['admin'], event: anEvent(), recent: { ofOne: 0, ofAll: 0 }, ...change },
    CONTEXT,
  );
const orderAfter = (order: Order, rule: AutomationRule, change: Partial<Hearing> = {}): Order => {
  const { decision } = run(order, rule, change);
  if (decision === 'nothing') throw new Error('nothing was done');
  return decision.next;
};

describe('a rule', () => {
  it('does nothing when its condition does not hold', () => {
    const rule = aRule({ when: { '==': [{ var: 'order.channel' }, 'pos'] } });
    expect(run(anOrder(), rule)).toEqual({
      decision: 'nothing',
      result: { outcome: 'not_applied', actions: [] },
    });
  });

  it.each([
    ['the order', { '>': [{ var: 'order.total' }, 3000] }],
    ['its goods', { in: ['LANTERN', { var: 'order.skus' }] }],
    ['its customer', { '==': [{ var: 'customer.tier' }, 'B'] }],
    ['its open holds', { in: ['price', { var: 'holds' }] }],
    ['its anomalies', { in: ['price', { var: 'anomalies' }] }],
    ['its tags', { in: ['vip', { var: 'order.tags' }] }],
    ['what happened', { '==': [{ var: 'event.kind' }, 'price'] }],
    ['who did it', { '==': [{ var: 'event.actor' }, 'user:buyer'] }],
  ])('asks for %s', (_, when) => {
    const order = withTags(anOrder({ head: { holds: [aHold()] } }), 'vip');
    const rule = aRule({ when }, { do: 'note', text: 'x' });
    expect(run(order, rule, { event: anEvent({ data: { kind: 'price' } }) }).result.outcome).toBe('done');
  });

  it('acts under its own name, in the order of its actions, as one decision', () => {
    const rule = aRule(
      {},
      { do: 'tag', tags: ['gift'] },
      { do: 'hold', kind: 'manual', reason: 'pack nicely' },
    );
    const { decision, result } = run(anOrder(), rule);
    expect(result).toEqual({
      outcome: 'done',
      actions: [
        { do: 'tag', outcome: 'done' },
        { do: 'hold', outcome: 'done' },
      ],
    });
    expect(decision).toMatchObject({
      next: { head: { version: 3, holds: [{ placedBy: 'automation:rule' }] }, body: { tags: ['gift'] } },
      events: [
        { type: 'tagged', actor: 'automation:rule' },
        { type: 'held', actor: 'automation:rule' },
      ],
    });
  });

  it('ends at the first refusal: what was done stays, what follows is not tried', () => {
    const shipped = anOrder({ fulfilments: [aFulfilment({ status: 'shipped' })] });
    const rule = aRule(
      {},
      { do: 'tag', tags: ['late'] },
      { do: 'cancel', reason: 'too late' },
      { do: 'note', text: 'ended' },
    );
    const { decision, result } = run(shipped, rule);
    expect(result).toMatchObject({
      outcome: 'refused',
      actions: [
        { do: 'tag', outcome: 'done' },
        { do: 'cancel', outcome: 'refused', problem: { code: 'illegal_transition' } },
        { do: 'note', outcome: 'skipped' },
      ],
    });
    expect(decision).toMatchObject({ next: { head: { status: 'open' }, body: { tags: ['late'] } } });
  });

  it('changes nothing where all is as it wants it', () => {
    const held = orderAfter(anOrder(), aRule({}, { do: 'hold', kind: 'manual', reason: 'x' }));
    const rule = aRule(
      {},
      { do: 'tag', tags: ['vip'] },
      { do: 'hold', kind: 'manual', reason: 'again' },
      { do: 'release_holds', kind: 'price' },
      { do: 'release_fulfilments' },
    );
    const { decision, result } = run(withTags(held, 'vip'), rule);
    expect(decision).toBe('nothing');
    expect(result.outcome).toBe('unchanged');
  });
});

describe('an action', () => {
  it('releases all open holds of its kind, and the order is reviewed as after a person', () => {
    const order = anOrder({
      head: { holds: [aHold(), aHold({ id: 'hld_2' })], totals: PAID },
      payments: [aPayment()],
    });
    const { head } = orderAfter(order, aRule({}, { do: 'release_holds', kind: 'price' }));
    expect(head).toMatchObject({ holds: [], confirmation: 'confirmed' });
  });

  it('leaves holds of other kinds open', () => {
    const order = anOrder({ head: { holds: [aHold(), aHold({ id: 'hld_2', kind: 'address' })] } });
    expect(orderAfter(order, aRule({}, { do: 'release_holds', kind: 'price' })).head.holds).toMatchObject([
      { kind: 'address' },
    ]);
  });

  it('gives allocated fulfilments to their warehouses, but not of a held order', () => {
    const ready = { confirmation: 'confirmed', totals: PAID } as const;
    const fulfilments = [
      aFulfilment({ status: 'allocated' }),
      aFulfilment({ id: 'ful_2', ordinal: 2, status: 'allocated' }),
    ];
    const rule = aRule({}, { do: 'release_fulfilments' });
    const released = orderAfter(anOrder({ head: ready, fulfilments }), rule).fulfilments;
    expect(released.map(({ status }) => status)).toEqual(['released', 'released']);
    const held = anOrder({ head: { ...ready, holds: [aHold()] }, fulfilments });
    expect(run(held, rule)).toMatchObject({
      decision: 'nothing',
      result: { outcome: 'refused', actions: [{ problem: { code: 'order_on_hold' } }] },
    });
  });

  it('takes tags off, assigns, and holds for as long as it says', () => {
    const rule = aRule(
      {},
      { do: 'untag', tags: ['new'] },
      { do: 'hold', kind: 'credit', reason: 'ask', answerInHours: 2, assignee: 'user:ada' },
      { do: 'assign', to: 'role:finance', hold: 'credit' },
      { do: 'assign', to: 'user:bob' },
    );
    const { head, body } = orderAfter(withTags(anOrder(), 'new', 'vip'), rule);
    expect(body).toMatchObject({ tags: ['vip'], assignee: 'user:bob' });
    expect(head.holds).toMatchObject([{ assignee: 'role:finance', dueAt: '2024-07-01T03:00:00.000Z' }]);
  });

  it('asks for messages whose words and addresses do not go over the bus', () => {
    const rule = aRule(
      {},
      { do: 'notify', to: 'customer', template: 'placed' },
      { do: 'notify', to: 'boss@example.com', message: 'a large one' },
    );
    const { decision } = run(anOrder(), rule);
    expect(decision === 'nothing' ? [] : decision.events).toMatchObject([
      { type: 'notification_requested', data: { to: 'customer', template: 'placed' }, kept: {} },
      {
        type: 'notification_requested',
        data: { to: 'address' },
        kept: { address: 'boss@example.com', message: 'a large one' },
      },
    ]);
  });
});

describe('a rule that confirms', () => {
  const confirm = aRule({}, { do: 'confirm' });
  const asked = (requiredRole: 'service_agent' | 'sales_manager' | 'finance_director') =>
    anOrder({ head: { review: { state: 'pending', requiredRole } } });
  const problemOf = (order: Order, roles: readonly Role[]) =>
    run(order, confirm, { roles }).result.actions[0]?.problem?.code;

  it('may what the review rules may', () => {
    const order = anOrder({ head: { totals: PAID }, payments: [aPayment()] });
    const { head } = orderAfter(order, confirm, { roles: [] });
    expect(head).toMatchObject({ confirmation: 'confirmed', review: { decidedBy: 'rule:5' } });
    expect(DEFAULT_RULES.rules[4]?.then).toEqual({ approve: true });
  });

  it.each([
    ['sales_manager', 'service_agent'],
    ['sales_manager', 'sales_manager'],
    ['finance_director', 'sales_manager'],
    ['admin', 'finance_director'],
  ] as const)('put by a %s may what takes a %s', (author, role) => {
    const { head } = orderAfter(asked(role), confirm, { roles: [author] });
    expect(head).toMatchObject({ confirmation: 'confirmed', review: { decidedBy: 'automation:rule' } });
  });

  it.each([
    ['sales_manager', 'finance_director'],
    ['warehouse', 'service_agent'],
  ] as const)('put by a %s may not what takes a %s', (author, role) => {
    expect(problemOf(asked(role), [author])).toBe('forbidden');
  });

  it('has not looked at open holds', () => {
    expect(problemOf(anOrder({ head: { holds: [aHold()] } }), ['admin'])).toBe('order_on_hold');
  });

  it('leaves a confirmed order alone, and cannot confirm an ended one', () => {
    expect(run(anOrder({ head: { confirmation: 'confirmed' } }), confirm).result.outcome).toBe('unchanged');
    expect(problemOf(anOrder({ head: { status: 'cancelled' } }), ['admin'])).toBe('illegal_transition');
  });
});

describe('a rule is stopped', () => {
  it.each([
    ['when it ran before in this chain', ['other', 'rule'], { ofOne: 0, ofAll: 0 }, 'repeated'],
    ['when the chain is too long', ['a', 'b', 'c', 'd', 'e'], { ofOne: 0, ofAll: 0 }, 'too_deep'],
    ['when it acted too often on the order within an hour', [], { ofOne: 20, ofAll: 20 }, 'too_often'],
    ['when all rules together did', [], { ofOne: 3, ofAll: 100 }, 'too_often'],
  ] as const)('%s', (_, chain, recent, stopped) => {
    const event = anEvent({ chain: [...chain] });
    expect(run(anOrder(), aRule(), { event, recent })).toEqual({
      decision: 'nothing',
      result: { outcome: 'stopped', stopped, actions: [] },
    });
  });

  it('only when it would have run', () => {
    const event = anEvent({ chain: ['rule'] });
    expect(run(anOrder(), aRule({ when: false }), { event }).result.outcome).toBe('not_applied');
  });
});
