import type { Role } from '../../../shared/kernel/actor.ts';
import { isProblem } from '../../../shared/kernel/problem.ts';
import { dueClosings } from '../../../shared/orders/close-reservations.ts';
import { approveOrder, rejectOrder } from '../../../shared/orders/decide-review.ts';
import { aContext, anOrder } from '../../builders/an-order.ts';

const by = (...roles: Role[]) => ({ name: 'user:tester', roles });
const waitingFor = (requiredRole: 'service_agent' | 'sales_manager' | 'finance_director') =>
  anOrder({ head: { review: { state: 'pending', requiredRole, rule: 3 } } });

describe('deciding on an order that waits for review', () => {
  it.each([
    ['service_agent', 'service_agent', true],
    ['service_agent', 'sales_manager', false],
    ['service_agent', 'finance_director', false],
    ['sales_manager', 'service_agent', true],
    ['sales_manager', 'sales_manager', true],
    ['sales_manager', 'finance_director', false],
    ['finance_director', 'service_agent', true],
    ['finance_director', 'sales_manager', true],
    ['finance_director', 'finance_director', true],
    ['admin', 'finance_director', true],
    ['admin', 'service_agent', true],
    ['admin', 'sales_manager', true],
    ...(['finance', 'warehouse', 'storefront', 'dealer'] as const).flatMap((role) =>
      (['service_agent', 'sales_manager', 'finance_director'] as const).map(
        (asked) => [role, asked, false] as const,
      ),
    ),
  ] as const)('a %s, where a %s is asked for: %s', async (role, asked, may) => {
    for (const decide of [approveOrder, rejectOrder]) {
      const decision = decide(waitingFor(asked), undefined, by(role), await aContext());
      expect(isProblem(decision) ? decision.code : 'decided').toBe(may ? 'decided' : 'forbidden');
    }
  });

  it('confirms it, releases its holds, and says who and why', async () => {
    const hold = {
      id: 'hld_1',
      kind: 'price',
      reason: 'odd',
      placedBy: 'system:intake',
      placedAt: '2024-07-01T00:00:00.000Z',
    } as const;
    const decision = approveOrder(
      anOrder({ head: { holds: [hold] } }),
      'asked the buyer',
      by('service_agent'),
      await aContext(),
    );
    if (isProblem(decision)) throw new Error(decision.code);
    expect(decision.next.head).toMatchObject({
      confirmation: 'confirmed',
      stage: 'confirmed_unpaid',
      review: { state: 'approved', decidedBy: 'user:tester' },
      holds: [],
    });
    expect(decision.next.body.pastHolds).toMatchObject([
      { id: 'hld_1', releasedAt: '2024-07-01T01:00:00.000Z', releasedBy: 'user:tester' },
    ]);
    expect(decision.events).toMatchObject([
      { type: 'hold_released' },
      { type: 'confirmed', data: { note: 'asked the buyer' } },
    ]);
  });

  it('makes a cod order ready and starts its clock', async () => {
    const decision = approveOrder(
      anOrder({ head: { paymentTerms: 'cod' } }),
      undefined,
      by('admin'),
      await aContext(),
    );
    if (isProblem(decision)) throw new Error(decision.code);
    expect(decision.next.head).toMatchObject({
      stage: 'ready_unprocessed',
      readyAt: '2024-07-01T01:00:00.000Z',
    });
    expect(decision.next.head.dueAt).toBe('2024-07-01T19:00:00.000Z');
  });

  it('refuses it: the order ends and its stock is freed', async () => {
    const decision = rejectOrder(anOrder(), 'fraud', by('service_agent'), await aContext());
    if (isProblem(decision)) throw new Error(decision.code);
    expect(decision.next.head).toMatchObject({
      confirmation: 'rejected',
      status: 'cancelled',
      stage: 'cancelled',
      version: 2,
    });
    expect(dueClosings(decision.next)).toHaveLength(1);
    expect(decision.events.map(({ type }) => type)).toEqual(['rejected', 'cancelled']);
  });

  it.each([
    { confirmation: 'confirmed' },
    { confirmation: 'rejected' },
    { status: 'cancelled' },
    { status: 'completed' },
  ] as const)('is not possible when the order is %j', async (head) => {
    for (const decide of [approveOrder, rejectOrder])
      expect(decide(anOrder({ head }), undefined, by('admin'), await aContext())).toMatchObject({
        status: 409,
        code: 'illegal_transition',
      });
  });
});
