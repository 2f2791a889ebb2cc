import type { Sale } from '../../../../shared/habits/habits.ts';
import { isProblem } from '../../../../shared/kernel/problem.ts';
import { type AmendContext, amendOrder } from '../../../../shared/orders/amend/amend-order.ts';
import type { AmendCommand } from '../../../../shared/orders/amend/amend-schema.ts';
import type { Decision } from '../../../../shared/orders/decision.ts';
import type { Hold, Order } from '../../../../shared/orders/order.ts';
import { policySchema } from '../../../../shared/policies/policy.ts';
import { aFulfilment, anOrder, aPayment } from '../../../builders/an-order.ts';
import { aDesk, amendContext } from './desk.ts';

const HERE = anOrder().body.shippingAddress;
const NOWHERE = { ...HERE, city: 'n/a' };

/** Held at intake for an address without a city. */
const heldOrder = (change: Partial<Order['head']> = {}): Order => {
  const order = anOrder({ head: change });
  const hold: Hold = {
    id: 'hld_1',
    kind: 'address',
    reason: 'city says nothing',
    placedBy: 'system:intake',
    placedAt: order.head.placedAt,
  };
  const noted = {
    kind: 'address',
    code: 'placeholder',
    severity: 'high',
    evidence: {},
    holdId: 'hld_1',
  } as const;
  return {
    ...order,
    head: { ...order.head, holds: [hold], ...change },
    body: { ...order.body, shippingAddress: NOWHERE, anomalies: [noted] },
  };
};
const amended = (order: Order, command: AmendCommand, change: Partial<AmendContext> = {}): Decision => {
  const decision = amendOrder(order, command, amendContext(aDesk(10_000).stock(), change));
  if (isProblem(decision) || decision === 'nothing') throw new Error(JSON.stringify(decision));
  return decision;
};
const kinds = ({ next }: Decision) => next.head.holds.map(({ kind }) => kind);
const types = ({ events }: Decision) => events.map(({ type }) => type);
const lantern = (quantity: number) => ({ id: 'lin_1', sku: 'LANTERN', quantity });

describe('an amendment that makes something odd', () => {
  it.each([
    ['address', { shippingAddress: NOWHERE }],
    ['address', { shippingAddress: { ...HERE, province: '浙江省' } }],
    ['contact', { shippingAddress: { ...HERE, phone: '12345' } }],
    ['contact', { customer: { email: 'ada@gmial.com' } }],
    ['quantity', { lines: [lantern(1001)] }],
    [
      'price',
      { lines: [lantern(2), { sku: 'LAMP', quantity: 4, unitPrice: { amount: 1, currency: 'CNY' } }] },
    ],
  ])('is held: %s', (kind, command) => {
    const decision = amended(anOrder(), command);
    expect(kinds(decision)).toEqual([kind]);
    const [hold] = decision.next.head.holds;
    expect(hold).toMatchObject({ placedBy: 'system:amendment', dueAt: expect.any(String) });
    expect(decision.next.body.anomalies).toMatchObject([{ kind, holdId: hold?.id }]);
    expect(types(decision)).toEqual(['amended', 'held']);
  });

  it('is held for goods that no post box takes, once they are in the order', () => {
    const boxed = { ...HERE, line1: 'PO Box 12' };
    const order = { ...anOrder(), body: { ...anOrder().body, shippingAddress: boxed } };
    const around = {
      ...amendContext(new Map()).around,
      productOf: (sku: string) => ({ traits: sku === 'LAMP' ? (['oversize'] as const) : [] }),
    };
    expect(kinds(amended(order, { lines: [lantern(3)] }, { around }))).toEqual([]);
    const decision = amended(order, { lines: [lantern(2), { sku: 'LAMP', quantity: 1 }] }, { around });
    expect(kinds(decision)).toEqual(['address']);
  });

  it('is held beside what is usual of the goods', () => {
    const sales = Object.fromEntries(
      Array.from({ length: 8 }, (_, at): [string, Sale] => [`${at}`, [1, 1990, 'CNY']]),
    );
    const around = {
      ...amendContext(new Map()).around,
      habits: { salesOf: () => ({ sales }), customer: { purchases: {} } },
    };
    expect(kinds(amended(anOrder(), { lines: [lantern(40)] }, { around }))).toEqual(['quantity']);
  });

  it('is not held where the shop does not want it', () => {
    const policy = policySchema.parse({ anomalies: { ignore: ['address'] } });
    expect(kinds(amended(anOrder(), { shippingAddress: NOWHERE }, { policy }))).toEqual([]);
  });

  it('stops the warehouse as well, without asking for the review of a confirmed order again', () => {
    const order = anOrder({
      head: { confirmation: 'confirmed', totals: { ...anOrder().head.totals, paid: 3980 } },
      payments: [aPayment()],
      fulfilments: [aFulfilment()],
    });
    const decision = amended(order, { shippingAddress: NOWHERE });
    expect(kinds(decision)).toEqual(['address']);
    expect(decision.next.head.confirmation).toBe('confirmed');
    expect(decision.next.fulfilments[0]?.version).toBe(2);
  });
});

describe('an amendment that mends what an order was held for', () => {
  it('releases the hold, in the name of the system, and says why', () => {
    const decision = amended(heldOrder(), { shippingAddress: HERE });
    expect(kinds(decision)).toEqual([]);
    expect(decision.events[1]).toMatchObject({
      type: 'hold_released',
      actor: 'system:amendment',
      data: { holdId: 'hld_1', note: 'solved by a change of the order' },
    });
    expect(decision.next.body.pastHolds).toMatchObject([{ id: 'hld_1', releasedBy: 'system:amendment' }]);
  });

  it('lets the review go on that waited for it', () => {
    const paid = {
      ...heldOrder({ totals: { ...anOrder().head.totals, paid: 3980 } }),
      payments: [aPayment()],
    };
    const decision = amended(paid, { shippingAddress: HERE });
    expect(decision.next.head).toMatchObject({
      confirmation: 'confirmed',
      review: { ruleName: 'paid and nothing odd' },
    });
  });

  it('but not one that people have placed, nor one of another kind', () => {
    const order = heldOrder();
    const byHand = { ...order, body: { ...order.body, anomalies: [] } };
    expect(kinds(amended(byHand, { shippingAddress: HERE }))).toEqual(['address']);
    expect(kinds(amended(order, { customer: { phone: '+8613900000000' } }))).toEqual(['address']);
  });
});

describe('what was there before an amendment', () => {
  it('is not held twice while it is held', () => {
    const decision = amended(heldOrder(), { shippingAddress: { ...NOWHERE, province: '?' } });
    expect(decision.next.head.holds).toMatchObject([
      { id: 'hld_1', reason: expect.stringContaining('province says nothing') },
    ]);
    expect(decision.next.body.anomalies?.every(({ holdId }) => holdId === 'hld_1')).toBe(true);
    expect(types(decision)).toEqual(['amended']);
  });

  it('is not held again once people have decided, unless it became another or more', () => {
    const held = heldOrder();
    const released: Order = {
      ...held,
      head: { ...held.head, holds: [] },
      body: {
        ...held.body,
        pastHolds: held.head.holds.map((hold) => ({ ...hold, releasedAt: 'x', releasedBy: 'y' })),
      },
    };
    expect(kinds(amended(released, { shippingAddress: { ...NOWHERE, line1: '人民路2号' } }))).toEqual([]);
    expect(kinds(amended(released, { shippingAddress: { ...NOWHERE, name: 'test' } }))).toEqual(['address']);
    const { next: many } = amended(anOrder(), { lines: [lantern(2000)] });
    const decided = { ...many, head: { ...many.head, holds: [] } };
    expect(kinds(amended(decided, { lines: [lantern(1500)] }))).toEqual([]);
    expect(kinds(amended(decided, { lines: [lantern(2001)] }))).toEqual(['quantity']);
  });
});

describe('an order on credit terms that is raised', () => {
  const order = anOrder({ head: { paymentTerms: 'credit', confirmation: 'confirmed' } });
  const around = (outstanding: number) => ({
    ...amendContext(new Map()).around,
    credit: {
      customer: { creditRating: 'B' as const, creditLimit: { amount: 10_000, currency: 'CNY' } },
      owed: { standing: { outstanding: { CNY: outstanding } } },
    },
  });

  it.each([
    ['beyond the limit, beside what else is owed', 3980 + 5000, 3, ['credit']],
    ['within the limit', 3980 + 4000, 3, []],
    ['beyond the limit by itself, before it was counted', 0, 6, ['credit']],
  ])('%s', (_, owed, quantity, expected) => {
    expect(kinds(amended(order, { lines: [lantern(quantity)] }, { around: around(owed) }))).toEqual(expected);
  });

  it('is not held anew for a limit that it passed before, when it is lowered', () => {
    expect(kinds(amended(order, { lines: [lantern(1)] }, { around: around(3980 + 9000) }))).toEqual([]);
  });
});
