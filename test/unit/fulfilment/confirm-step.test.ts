import { allocateOrder } from '../../../shared/fulfilment/allocate-order.ts';
import { confirmStep } from '../../../shared/fulfilment/confirm-step.ts';
import { releaseFulfilment } from '../../../shared/fulfilment/release-fulfilment.ts';
import type { Actor, Role } from '../../../shared/kernel/actor.ts';
import { isProblem } from '../../../shared/kernel/problem.ts';
import { confirmationsFor } from '../../../shared/orders/confirmations.ts';
import type { Decision } from '../../../shared/orders/decision.ts';
import { nextDueOf } from '../../../shared/orders/next-due.ts';
import type { ConfirmationStep, Order } from '../../../shared/orders/order.ts';
import { releaseHold } from '../../../shared/orders/release-hold.ts';
import { policySchema } from '../../../shared/policies/policy.ts';
import { escalateConfirmations } from '../../../shared/sweeps/escalate-holds.ts';
import { aContext, aFulfilment, anOrder, aPayment } from '../../builders/an-order.ts';

const PAID = { goods: 3980, discount: 0, shipping: 0, tax: 0, grand: 3980, paid: 3980, refunded: 0 };
const ARTWORK: ConfirmationStep = { step: 'artwork', by: 'customer', dueAt: '2024-07-02T00:00:00.000Z' };
const MONEY: ConfirmationStep = { step: 'money', by: 'finance', dueAt: '2024-07-02T00:00:00.000Z' };
const as = (...roles: Role[]): Actor => ({ name: 'user:tester', roles });

const ready = (
  confirmations: readonly ConfirmationStep[],
  change: Parameters<typeof anOrder>[0] = {},
): Order =>
  anOrder({
    payments: [aPayment()],
    ...change,
    head: { totals: PAID, confirmation: 'confirmed', confirmations, ...change.head },
  });
const decided = (decision: unknown): Decision => {
  if (decision === 'nothing' || isProblem(decision)) throw new Error(JSON.stringify(decision));
  return decision as Decision;
};

describe('what has to be confirmed', () => {
  it('is what the policy asks of every order, and what its products name', () => {
    const policy = policySchema.parse({
      fulfilment: {
        confirmBeforeRelease: [
          { step: 'call', by: 'service_agent', everyOrder: true },
          { step: 'artwork', by: 'customer', withinHours: 48 },
          { step: 'drawing', by: 'customer' },
        ],
      },
    });
    const products = [{ confirmBeforeRelease: ['artwork', 'size'] }, {}, undefined];
    expect(confirmationsFor(products, '2024-07-01T00:00:00.000Z', policy)).toEqual([
      { step: 'call', by: 'service_agent', dueAt: '2024-07-02T00:00:00.000Z' },
      { step: 'artwork', by: 'customer', dueAt: '2024-07-03T00:00:00.000Z' },
      { step: 'size', by: 'service_agent', dueAt: '2024-07-02T00:00:00.000Z' },
    ]);
  });

  it('keeps fulfilments from being released, by people too', async () => {
    const context = await aContext();
    const { next, events } = decided(allocateOrder(ready([ARTWORK]), context));
    expect(next.fulfilments).toMatchObject([{ status: 'allocated' }]);
    expect(events.map(({ type }) => type)).toEqual(['allocated']);
    expect(releaseFulfilment(next, next.fulfilments[0]?.id ?? '', context)).toMatchObject({
      code: 'confirmation_missing',
    });
  });

  it('lets them go by themselves with the last step, and not before', async () => {
    const context = await aContext();
    const { next: waiting } = decided(allocateOrder(ready([ARTWORK, MONEY]), context));
    const first = decided(confirmStep(waiting, 'artwork', { by: as('storefront') }, context));
    expect(first.next.fulfilments).toMatchObject([{ status: 'allocated' }]);
    const last = decided(confirmStep(first.next, 'money', { by: as('finance'), note: 'seen' }, context));
    expect(last.next.fulfilments).toMatchObject([{ status: 'released', version: 2 }]);
    expect(last.next.head.confirmations).toBeUndefined();
    expect(last.next.body.confirmed).toMatchObject([
      { step: 'artwork', confirmedBy: context.actor },
      { step: 'money', note: 'seen' },
    ]);
    expect(last.events.map(({ type }) => type)).toEqual(['confirmation_given', 'released']);
    expect(confirmStep(last.next, 'money', { by: as('finance') }, context)).toBe('nothing');
  });

  it('is confirmed by who is asked, or service for the buyer', async () => {
    const context = await aContext();
    const order = ready([ARTWORK, MONEY]);
    const by = (step: string, ...roles: Role[]) => confirmStep(order, step, { by: as(...roles) }, context);
    expect(by('artwork', 'service_agent')).toHaveProperty('next');
    expect(by('artwork', 'finance')).toMatchObject({ status: 403 });
    expect(by('money', 'storefront')).toMatchObject({ status: 403 });
    expect(by('money', 'finance_director')).toHaveProperty('next');
    expect(by('other', 'admin')).toMatchObject({ status: 404 });
  });

  it('sends nothing of a held order; it goes when the hold does', async () => {
    const context = await aContext();
    const hold = { id: 'hld_1', kind: 'manual', reason: 'x', placedBy: 'x', placedAt: context.at } as const;
    const held = ready([ARTWORK], {
      fulfilments: [aFulfilment({ status: 'allocated' })],
      head: { totals: PAID, confirmation: 'confirmed', confirmations: [ARTWORK], holds: [hold] },
    });
    const { next } = decided(confirmStep(held, 'artwork', { by: as('admin') }, context));
    expect(next.fulfilments).toMatchObject([{ status: 'allocated' }]);
    expect(decided(releaseHold(next, 'hld_1', undefined, context)).next.fulfilments).toMatchObject([
      { status: 'released' },
    ]);
  });

  it('is escalated once when it does not come in time', async () => {
    const { policy } = await aContext();
    const order = ready([{ ...ARTWORK, dueAt: '2024-07-01T06:00:00.000Z' }]);
    expect(nextDueOf(order, policy)).toBe('2024-07-01T06:00:00.000Z');
    expect(escalateConfirmations(order, { at: '2024-07-01T05:00:00.000Z' }).events).toEqual([]);
    const late = escalateConfirmations(order, { at: '2024-07-01T07:00:00.000Z' });
    expect(late.events).toMatchObject([
      { type: 'exception_confirmation_overdue', data: { step: 'artwork', assignee: 'role:service_agent' } },
    ]);
    expect(escalateConfirmations(late.order, { at: '2024-07-01T08:00:00.000Z' }).events).toEqual([]);
    expect(nextDueOf(late.order, policy)).not.toBe('2024-07-01T06:00:00.000Z');
  });
});
