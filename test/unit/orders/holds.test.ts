import { allocateOrder } from '../../../shared/fulfilment/allocate-order.ts';
import { money } from '../../../shared/kernel/money.ts';
import { isProblem, type Problem } from '../../../shared/kernel/problem.ts';
import type { Decision } from '../../../shared/orders/decision.ts';
import { assigneeSchema } from '../../../shared/orders/hold-schema.ts';
import { MAX_OPEN_HOLDS } from '../../../shared/orders/holds.ts';
import { nextDueOf } from '../../../shared/orders/next-due.ts';
import type { Hold, Order, OrderHead } from '../../../shared/orders/order.ts';
import { orderView } from '../../../shared/orders/order-view.ts';
import type { Refund } from '../../../shared/orders/payment.ts';
import { placeHold } from '../../../shared/orders/place-hold.ts';
import { releaseHold } from '../../../shared/orders/release-hold.ts';
import { defaultPolicy } from '../../../shared/policies/policy.ts';
import { CLOCKLESS_STAGES, escalateHolds, holdsFirst } from '../../../shared/sweeps/escalate-holds.ts';
import { remindOrCancel } from '../../../shared/sweeps/remind-or-cancel.ts';
import { watchShipping } from '../../../shared/sweeps/watch-shipping.ts';
import { aFulfilment, anOrder, aPayment } from '../../builders/an-order.ts';

const AT = '2024-07-01T01:00:00.000Z';
const CONTEXT = { at: AT, actor: 'user:tester', policy: defaultPolicy() };
const PAID = { goods: 3980, discount: 0, shipping: 0, tax: 0, grand: 3980, paid: 3980, refunded: 0 };

const REFUND: Refund = {
  ...aPayment(),
  id: 'ref_1',
  paymentId: 'pay_1',
  status: 'pending',
  reason: 'broken',
  amount: money(10, 'CNY'),
};

const aHold = (change: Partial<Hold> = {}): Hold => ({
  id: 'hld_1',
  kind: 'manual',
  reason: 'ask the buyer',
  placedBy: 'user:tester',
  placedAt: AT,
  dueAt: '2024-07-01T05:00:00.000Z',
  ...change,
});
const held = (...holds: Hold[]) => anOrder({ head: { holds } });
const decided = (decision: Decision | Problem | 'nothing'): Decision => {
  if (decision === 'nothing' || isProblem(decision)) throw new Error(JSON.stringify(decision));
  return decision;
};

describe('holding an order', () => {
  const place = (order: Order, change: Partial<Hold> = {}) =>
    placeHold(order, { id: 'hld_2', kind: 'manual', reason: 'ask the buyer', ...change }, CONTEXT);

  it('says who, why, for whom and until when', () => {
    const { next, events } = decided(place(anOrder()));
    const hold = aHold({ id: 'hld_2', assignee: 'role:service_agent' });
    expect(next.head).toMatchObject({ holds: [hold], version: 2 });
    expect(events).toEqual([
      {
        type: 'held',
        at: AT,
        actor: 'user:tester',
        data: {
          holdId: 'hld_2',
          kind: 'manual',
          reason: 'ask the buyer',
          assignee: 'role:service_agent',
          dueAt: hold.dueAt,
        },
      },
    ]);
  });

  it.each([
    ['address', 'role:service_agent', '2024-07-01T13:00:00.000Z'],
    ['credit', 'role:finance', '2024-07-01T05:00:00.000Z'],
  ] as const)('for %s it is for %s to answer until %s', (kind, assignee, dueAt) => {
    expect(decided(place(anOrder(), { kind })).next.head.holds).toMatchObject([{ assignee, dueAt }]);
  });

  it('takes the deadline and the person that were named', () => {
    const wish = { assignee: 'user:ada', dueAt: '2024-07-01T10:00:00+08:00' };
    const [hold] = decided(place(anOrder(), wish)).next.head.holds;
    expect(hold).toMatchObject({ assignee: 'user:ada', dueAt: '2024-07-01T02:00:00.000Z' });
  });

  it('refuses a deadline that has passed', () => {
    expect(place(anOrder(), { dueAt: AT })).toMatchObject({ status: 422, errors: [{ path: '/dueAt' }] });
  });

  it('is possible beside other holds, but not without end', () => {
    const many = Array.from({ length: MAX_OPEN_HOLDS }, (_, at) => aHold({ id: `hld_${at}` }));
    expect(decided(place(held(...many.slice(1)))).next.head.holds).toHaveLength(MAX_OPEN_HOLDS);
    expect(place(held(...many))).toMatchObject({ status: 409, code: 'too_many_holds' });
  });

  it.each(['cancelled', 'completed'] as const)('is refused when the order is %s', (status) => {
    expect(place(anOrder({ head: { status } }))).toMatchObject({ code: 'illegal_transition' });
  });

  it.each(['shipped', 'delivered'] as const)('is refused when everything is %s', (status) => {
    const gone = anOrder({ fulfilments: [aFulfilment({ status })] });
    expect(place(gone)).toMatchObject({ code: 'illegal_transition', extra: { state: status } });
  });

  it.each(['role:storefront', 'role:', 'user:', 'ada', 'user:a b', 'role:admin '])(
    'is not for %j to answer',
    (assignee) => expect(assigneeSchema.safeParse(assignee).success).toBe(false),
  );
});

describe('a hold on an order that the warehouse works on', () => {
  const place = (order: Order) =>
    decided(placeHold(order, { id: 'hld_2', kind: 'manual', reason: 'wait' }, CONTEXT)).next;
  const versions = ({ fulfilments }: Order) => fulfilments.map(({ version }) => version);

  it('takes part in each fulfilment whose next step leaves the order alone', () => {
    const steps = ['allocated', 'released', 'picked', 'packed', 'waybilled', 'shipped', 'cancelled'] as const;
    const fulfilments = steps.map((status, at) => aFulfilment({ id: `ful_${at}`, status, version: 4 }));
    const next = place(anOrder({ fulfilments }));
    expect(versions(next)).toEqual([4, 5, 5, 5, 4, 4, 4]);
    expect(next.fulfilments.map(({ status }) => status)).toEqual(steps);
  });

  it('is released without a write of theirs', () => {
    const next = place(anOrder({ fulfilments: [aFulfilment()] }));
    expect(decided(releaseHold(next, 'hld_2', undefined, CONTEXT)).next.fulfilments).toBe(next.fulfilments);
  });
});

describe('releasing a hold', () => {
  const release = (order: Order, id = 'hld_1', note?: string) => releaseHold(order, id, note, CONTEXT);

  it('keeps who released it, when and why, and shows it still', () => {
    const { next, events } = decided(release(held(aHold()), 'hld_1', 'they called'));
    expect(next.head.holds).toEqual([]);
    expect(orderView(next).holds).toEqual([
      aHold({ releasedAt: AT, releasedBy: 'user:tester', releaseNote: 'they called' }),
    ]);
    expect(events).toMatchObject([{ type: 'hold_released', data: { holdId: 'hld_1', note: 'they called' } }]);
  });

  it('leaves the others open', () => {
    const { next, events } = decided(release(held(aHold(), aHold({ id: 'hld_2', kind: 'price' }))));
    expect(next.head.holds).toMatchObject([{ id: 'hld_2' }]);
    expect(next.head.review).toEqual({ state: 'pending' });
    expect(events).toHaveLength(1);
  });

  it('has the order reviewed again when it was the last: a paid one goes on', () => {
    const order = anOrder({
      head: { holds: [aHold({ kind: 'price' })], totals: PAID },
      payments: [aPayment()],
    });
    const { next, events } = decided(release(order));
    expect(next.head).toMatchObject({ confirmation: 'confirmed', stage: 'ready_unprocessed' });
    expect(events.map(({ type }) => type)).toEqual(['hold_released', 'confirmed']);
    expect(decided(allocateOrder(next, CONTEXT)).next.fulfilments).toHaveLength(1);
  });

  it('does nothing when it was released before', () => {
    const { next } = decided(release(held(aHold())));
    expect(release(next)).toBe('nothing');
  });

  it('knows no hold that was never placed', () => {
    expect(release(anOrder())).toMatchObject({ status: 404 });
  });

  it('is refused when the order has ended', () => {
    const ended = anOrder({ head: { holds: [aHold()], status: 'cancelled' } });
    expect(release(ended)).toMatchObject({ code: 'illegal_transition' });
  });

  it('keeps a bounded number of the past ones', () => {
    let order: Order = held(...Array.from({ length: 20 }, (_, at) => aHold({ id: `hld_${at}` })));
    for (let at = 0; at < 20; at++) order = decided(release(order, `hld_${at}`)).next;
    order = decided(placeHold(order, { id: 'hld_x', kind: 'manual', reason: 'again' }, CONTEXT)).next;
    order = decided(release(order, 'hld_x')).next;
    expect(order.body.pastHolds).toHaveLength(20);
    expect(order.body.pastHolds?.at(-1)?.id).toBe('hld_x');
  });
});

describe('a hold that nobody answers', () => {
  const due = (head: Partial<OrderHead>) => nextDueOf(anOrder({ head }), CONTEXT.policy);
  const LATER = '2024-07-01T06:00:00.000Z';
  const sweepAt = (order: Order, at: string) => holdsFirst(remindOrCancel)(order, { ...CONTEXT, at });

  it('rings at its deadline, or the phase’s clock does, whichever is first', () => {
    const cod = { paymentTerms: 'cod' } as const;
    expect(due(cod)).toBeUndefined();
    expect(due({ ...cod, holds: [aHold()] })).toBe('2024-07-01T05:00:00.000Z');
    expect(due({ holds: [aHold()] })).toBe('2024-07-01T01:00:00.000Z');
    expect(due({ reminders: 1, holds: [aHold()] })).toBe('2024-07-01T05:00:00.000Z');
    expect(due({ ...cod, holds: [aHold({ escalatedAt: AT }), aHold({ releasedAt: AT })] })).toBeUndefined();
    expect(due({ status: 'cancelled', holds: [aHold()] })).toBeUndefined();
  });

  it('rings also while money goes back, where the phase has no clock', () => {
    const refunding = (head: Partial<OrderHead>) =>
      anOrder({ head: { totals: PAID, ...head }, payments: [aPayment()], refunds: [REFUND] });
    const { stage } = refunding({}).head;
    expect(stage).toBe('refunding');
    expect(nextDueOf(refunding({ holds: [aHold()] }), CONTEXT.policy)).toBe('2024-07-01T05:00:00.000Z');
    expect(nextDueOf(refunding({}), CONTEXT.policy)).toBeUndefined();
    const ended = refunding({ status: 'cancelled', holds: [aHold()] });
    expect(nextDueOf(ended, CONTEXT.policy)).toBeUndefined();
    const { events } = decided(
      holdsFirst(watchShipping)(refunding({ holds: [aHold()] }), { ...CONTEXT, at: LATER }),
    );
    expect(events).toMatchObject([{ type: 'exception_hold_overdue' }]);
    expect(CLOCKLESS_STAGES).toContain(stage);
  });

  it('is escalated once, and says whose it is', () => {
    const order = anOrder({ head: { reminders: 1, holds: [aHold({ assignee: 'user:ada' })] } });
    const { next, events } = decided(sweepAt(order, LATER));
    expect(events).toEqual([
      {
        type: 'exception_hold_overdue',
        at: LATER,
        actor: 'system:hold-sweep',
        data: { holdId: 'hld_1', kind: 'manual', dueAt: aHold().dueAt, assignee: 'user:ada' },
      },
    ]);
    expect(next.head).toMatchObject({ version: 2, holds: [{ escalatedAt: LATER }] });
    expect(sweepAt(next, LATER)).toBe('nothing');
  });

  it('does not keep the phase’s clock from ringing, in one commit', () => {
    const { next, events } = decided(sweepAt(held(aHold()), '2024-07-03T00:00:00.000Z'));
    expect(events.map(({ type }) => type)).toEqual(['exception_hold_overdue', 'cancelled']);
    expect(next.head).toMatchObject({ version: 2, status: 'cancelled' });
  });

  it('is left alone before its time, without a deadline, and when the order has ended', () => {
    const { dueAt: _, ...endless } = aHold();
    expect(escalateHolds(held(aHold()), { at: AT }).events).toEqual([]);
    expect(escalateHolds(held(endless), { at: LATER }).events).toEqual([]);
    const ended = anOrder({ head: { status: 'cancelled', holds: [aHold()] } });
    expect(escalateHolds(ended, { at: LATER }).events).toEqual([]);
  });
});
