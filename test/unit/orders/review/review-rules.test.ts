import { isProblem } from '../../../../shared/kernel/problem.ts';
import { dueClosings } from '../../../../shared/orders/close-reservations.ts';
import type { Hold, Order, OrderHead } from '../../../../shared/orders/order.ts';
import { releaseHold } from '../../../../shared/orders/release-hold.ts';
import { ruleListSchema, ruleMistakes } from '../../../../shared/orders/review/review-rule-schema.ts';
import { DEFAULT_RULES, type ReviewRule } from '../../../../shared/orders/review/review-rules.ts';
import { simulateRules } from '../../../../shared/orders/review/simulate-rules.ts';
import { reviewOrder } from '../../../../shared/orders/review-order.ts';
import { receivePayment } from '../../../../shared/payments/receive-payment.ts';
import { defaultPolicy } from '../../../../shared/policies/policy.ts';
import { anOrder, aPayment } from '../../../builders/an-order.ts';

const AT = '2024-07-01T01:00:00.000Z';
const contextOf = (...rules: ReviewRule[]) => ({
  at: AT,
  actor: 'user:tester',
  policy: defaultPolicy(),
  rules: { version: 7, rules },
});
const rule = (name: string, then: ReviewRule['then'], when: ReviewRule['when'] = true): ReviewRule => ({
  name,
  when,
  then,
});
const PAID = { goods: 3980, discount: 0, shipping: 0, tax: 0, grand: 3980, paid: 3980, refunded: 0 };

describe('a rule of the merchant', () => {
  it('approves, and the order says by which rule of which version', () => {
    const never = rule('never', { reject: 'no' }, false);
    const { order, events } = reviewOrder(anOrder(), contextOf(never, rule('trusting', { approve: true })));
    expect(order.head).toMatchObject({
      confirmation: 'confirmed',
      review: { state: 'approved', rule: 2, ruleName: 'trusting', rulesVersion: 7, decidedBy: 'rule:2' },
    });
    expect(events).toMatchObject([
      { type: 'confirmed', data: { rule: 2, ruleName: 'trusting', rulesVersion: 7 } },
    ]);
  });

  it('asks for a role', () => {
    const { order } = reviewOrder(anOrder(), contextOf(rule('big', { ask: 'finance_director' })));
    expect(order.head.review).toMatchObject({ state: 'pending', requiredRole: 'finance_director', rule: 1 });
  });

  it('leaves what no rule speaks of to service', () => {
    const { order } = reviewOrder(anOrder(), contextOf());
    expect(order.head.review).toEqual({ state: 'pending', requiredRole: 'service_agent' });
  });

  it.each<[ReviewRule['when'], Partial<OrderHead>]>([
    [{ '==': [{ var: 'order.channel' }, 'taobao'] }, { channel: 'taobao' }],
    [{ '==': [{ var: 'order.shopId' }, 'shop-1'] }, { shopId: 'shop-1' }],
    [{ '==': [{ var: 'order.paymentTerms' }, 'cod'] }, { paymentTerms: 'cod' }],
    [{ '>': [{ var: 'order.lineCount' }, 9] }, { lineCount: 10 }],
    [{ '>': [{ var: 'order.totalCny' }, 28_000] }, { currency: 'USD' }],
    // A yen has no cents: 3,980 yen are worth 191.04 yuan.
    [{ '==': [{ var: 'order.totalCny' }, 19_104] }, { currency: 'JPY' }],
    [{ '>': [{ var: 'order.totalCny' }, 9_999_999] }, { currency: 'SEK' }],
    [{ '>=': [{ var: 'order.total' }, 4000] }, { totals: { ...PAID, grand: 4000 } }],
    [{ var: 'order.paidInFull' }, { totals: PAID }],
    [{ '==': [{ var: 'customer.tier' }, 'A'] }, { tier: 'A' }],
  ])('looks at %j', (when, head) => {
    const context = contextOf(rule('it', { approve: true }, when));
    expect(reviewOrder(anOrder(), context).order.head.confirmation).toBe('unconfirmed');
    expect(reviewOrder(anOrder({ head }), context).order.head.confirmation).toBe('confirmed');
  });

  it('refuses: the order ends and its money and stock go back', () => {
    const context = contextOf(rule('fraud', { reject: 'known fraud' }));
    const order = anOrder({ head: { totals: PAID }, payments: [aPayment()] });
    const reviewed = reviewOrder(order, context);
    expect(reviewed.order.head).toMatchObject({
      version: 1,
      status: 'cancelled',
      confirmation: 'rejected',
      review: { state: 'rejected', ruleName: 'fraud', rulesVersion: 7 },
    });
    expect(dueClosings(reviewed.order)).toHaveLength(1);
    expect(reviewed.events.map(({ type }) => type)).toEqual(['rejected', 'cancelled', 'refund_opened']);
  });

  it('refuses what is just being paid: the payment goes back once', () => {
    const payment = aPayment({ status: 'pending' });
    const { next, events } = receivePayment(
      anOrder({ payments: [payment] }),
      payment,
      'ref-1',
      contextOf(rule('fraud', { reject: 'known fraud' })),
    );
    expect(next.head).toMatchObject({ version: 2, status: 'cancelled', confirmation: 'rejected' });
    expect(next.refunds).toMatchObject([{ amount: { amount: 3980 }, status: 'pending' }]);
    expect(events.map(({ type }) => type)).toContain('refund_opened');
  });

  it('holds, once: whoever releases it has answered it', () => {
    const context = contextOf(
      rule('look', { hold: { kind: 'manual', reason: 'first order' } }),
      rule('rest', { approve: true }),
    );
    const { order, events } = reviewOrder(anOrder(), context);
    const [hold] = order.head.holds;
    expect(hold).toMatchObject({ kind: 'manual', reason: 'first order', placedBy: 'rule:look' });
    expect(order.head).toMatchObject({ confirmation: 'unconfirmed', review: { ruleName: 'look' } });
    expect(events).toMatchObject([{ type: 'held', data: { holdId: hold?.id } }]);
    const released = releaseHold(order, hold?.id ?? '', undefined, context);
    if (released === 'nothing' || isProblem(released)) throw new Error('not released');
    expect(released.next.head).toMatchObject({ confirmation: 'confirmed', holds: [], version: 2 });
  });
});

describe('rules that somebody wants to save', () => {
  it('may be those that the system comes with', () => {
    const rules = ruleListSchema.parse(DEFAULT_RULES.rules);
    expect(ruleMistakes(rules)).toEqual([]);
  });

  it.each([
    [{ name: 'x', when: true, then: {} }],
    [{ name: 'x', when: true, then: { approve: false } }],
    [{ name: 'x', when: true, then: { approve: true, ask: 'service_agent' } }],
    [{ name: 'x', when: true, then: { ask: 'warehouse' } }],
    [{ name: 'x', when: true, then: { hold: { kind: 'nonsense', reason: 'x' } } }],
    [{ name: '', when: true, then: { approve: true } }],
    [{ name: 'x', then: { approve: true } }],
    [{ name: 'x', when: true, then: { approve: true }, more: 1 }],
  ])('have a form: %j', (wrong) => expect(ruleListSchema.safeParse([wrong]).success).toBe(false));

  it('are not more than two hundred', () => {
    const many = Array.from({ length: 201 }, (_, at) => rule(`r${at}`, { approve: true }));
    expect(ruleListSchema.safeParse(many).success).toBe(false);
    expect(ruleListSchema.safeParse(many.slice(1)).success).toBe(true);
  });

  it('have names of their own, lawful conditions, and fit an item', () => {
    const twice = [rule('a', { approve: true }), rule('a', { approve: true }, { nonsense: [] })];
    expect(ruleMistakes(twice).map(({ path }) => path)).toEqual(['/rules/1/name', '/rules/1/when/nonsense']);
    const long = { in: [{ var: 'order.channel' }, Array(200).fill('x'.repeat(190))] };
    const large = ['a', 'b', 'c'].map((name) => rule(name, { approve: true }, long));
    expect(ruleMistakes(large)).toMatchObject([{ path: '/rules', code: 'too_large' }]);
  });
});

describe('a condition deeper than any stack', () => {
  it('is refused like any other', () => {
    const depth = 100_000;
    const when = JSON.parse(`${'{"!":'.repeat(depth)}1${'}'.repeat(depth)}`);
    const rules = ruleListSchema.parse([{ name: 'deep', when, then: { approve: true } }]);
    expect(ruleMistakes(rules)).toMatchObject([{ code: 'too_deep' }]);
  });
});

describe('rules tried on past orders', () => {
  const hold: Hold = {
    id: 'hld_1',
    kind: 'price',
    reason: 'odd',
    placedBy: 'system:intake',
    placedAt: AT,
    releasedAt: AT,
  };
  const past = (order: Order) => ({ head: order.head, body: order.body });
  const orders = [
    past(anOrder({ head: { totals: PAID, confirmation: 'confirmed' } })),
    past(anOrder({ head: { totals: PAID }, body: { ...anOrder().body, pastHolds: [hold] } })),
    past(anOrder({ head: { totals: { ...PAID, grand: 900_000 } } })),
  ];
  const tried = (...rules: ReviewRule[]) =>
    simulateRules(orders, { current: DEFAULT_RULES, proposed: { version: 1, rules } }, defaultPolicy());

  it('change nothing when they are the same', () => {
    expect(tried(...DEFAULT_RULES.rules)).toMatchObject({ looked: 3, changed: 0, examples: [] });
  });

  it('say what they would have decided otherwise, on orders as they came', () => {
    const result = tried(rule('all', { approve: true }));
    expect(result).toMatchObject({ looked: 3, changed: 2 });
    expect(result.counts).toEqual(
      expect.arrayContaining([
        { current: 'approve', proposed: 'approve', orders: 1 },
        { current: 'ask service_agent', proposed: 'approve', orders: 1 },
        { current: 'ask sales_manager', proposed: 'approve', orders: 1 },
      ]),
    );
    expect(result.examples).toMatchObject([
      { current: 'ask service_agent', currentRule: 'anomaly', proposed: 'approve', proposedRule: 'all' },
      { current: 'ask sales_manager', currentRule: 'large' },
    ]);
  });

  it('count each outcome by its name', () => {
    expect(tried(rule('r', { reject: 'no' })).counts.every(({ proposed }) => proposed === 'reject')).toBe(
      true,
    );
    const held = tried(rule('h', { hold: { kind: 'manual', reason: 'x' } }));
    expect(held.counts.every(({ proposed }) => proposed === 'hold manual')).toBe(true);
    expect(tried().counts.every(({ proposed }) => proposed === 'ask service_agent')).toBe(true);
  });
});
