import type { AutomationEvent } from '../../../shared/automation/automation-event.ts';
import type { Action, AutomationRule, AutomationRules } from '../../../shared/automation/automation-rule.ts';
import type { Role } from '../../../shared/kernel/actor.ts';
import type { Hold, Order } from '../../../shared/orders/order.ts';
import { defaultPolicy } from '../../../shared/policies/policy.ts';
import { anOrder } from '../../builders/an-order.ts';

export const AT = '2024-07-01T01:00:00.000Z';
export const CONTEXT = { at: AT, actor: 'user:tester', policy: defaultPolicy(), random: () => 0.5 };
export const PAID = { goods: 3980, discount: 0, shipping: 0, tax: 0, grand: 3980, paid: 3980, refunded: 0 };

/** A rule on `placed` whose condition always holds; say only what the test is about. */
export const aRule = (change: Partial<AutomationRule> = {}, ...then: Action[]): AutomationRule => ({
  id: 'rule',
  name: 'a rule',
  on: ['placed'],
  when: true,
  then: then.length > 0 ? then : [{ do: 'tag', tags: ['seen'] }],
  active: true,
  ...change,
});

/** Rules in force, all put by somebody of these roles. */
export const inForce = (
  rules: readonly AutomationRule[],
  roles: readonly Role[] = ['admin'],
): AutomationRules => ({
  version: 1,
  rules,
  authors: Object.fromEntries(rules.map(({ id }) => [id, { name: 'user:boss', roles, at: AT }])),
});

export const anEvent = (change: Partial<AutomationEvent> = {}): AutomationEvent => ({
  eventId: '01J00000000000000000000000.1',
  type: 'placed',
  at: AT,
  actor: 'user:buyer',
  orderId: anOrder().head.id,
  data: {},
  ...change,
});

export const aHold = (change: Partial<Hold> = {}): Hold => ({
  id: 'hld_1',
  kind: 'price',
  reason: 'odd',
  placedBy: 'system:intake',
  placedAt: AT,
  ...change,
});

export const withTags = (order: Order, ...tags: string[]): Order => ({
  ...order,
  body: { ...order.body, tags },
});
