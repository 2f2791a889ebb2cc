import { chooseStaffLetter } from '../../../shared/notifications/choose-staff-letter.ts';
import { letterValues } from '../../../shared/notifications/letter-values.ts';
import type { Hold } from '../../../shared/orders/order.ts';
import { policySchema } from '../../../shared/policies/policy.ts';
import { anOrder } from '../../builders/an-order.ts';

const AT = '2024-07-01T01:00:00.000Z';
const HOLD: Hold = { id: 'hld_1', kind: 'credit', reason: 'over the limit', placedBy: 'x', placedAt: AT };
const held = anOrder({ head: { holds: [HOLD] } });
const { notifications } = policySchema.parse({
  notifications: { roleAddresses: { finance: 'finance@example.com' } },
});
const news = (type: string, data: Record<string, unknown>) => ({
  eventId: 'X.2',
  type,
  at: AT,
  actor: 'automation:large',
  orderId: held.head.id,
  data,
});
const overdue = (data: Record<string, unknown> = {}, order = held) =>
  chooseStaffLetter(
    news('exception_hold_overdue', { holdId: 'hld_1', kind: 'credit', ...data }),
    order.head,
    notifications,
    {},
  );
const asked = (to: string, kept: Record<string, string> = {}) =>
  chooseStaffLetter(news('notification_requested', { to }), held.head, notifications, kept);

describe('a hold that nobody answered', () => {
  it.each([
    ['the role it was for', 'role:finance', 'role:finance', 'finance@example.com'],
    [
      'the person it was for, where their name is an address',
      'user:ada@example.com',
      'user:ada@example.com',
      'ada@example.com',
    ],
    [
      'the role that answers such holds, for a person without an address',
      'user:ada',
      'role:finance',
      'finance@example.com',
    ],
    [
      'the role that answers such holds, for a role without an address',
      'role:warehouse',
      'role:finance',
      'finance@example.com',
    ],
  ])('is told to %s', (_, assignee, to, address) => {
    expect(overdue({ assignee })).toEqual({ template: 'hold_overdue', to, part: 'hld_1', address });
  });

  it('is recorded where nobody of that role can be written to', () => {
    expect(overdue({ kind: 'price', assignee: 'role:warehouse' })).toEqual({
      template: 'hold_overdue',
      to: 'role:service_agent',
      part: 'hld_1',
    });
  });

  it('is not told when it was answered meanwhile, or the order has ended', () => {
    expect(overdue({}, anOrder())).toBeUndefined();
    expect(overdue({}, anOrder({ head: { holds: [HOLD], status: 'cancelled' } }))).toBeUndefined();
  });
});

describe('a message that a rule asks for', () => {
  it('goes to a role, or to the address that its event keeps', () => {
    expect(asked('role:finance')).toMatchObject({
      to: 'role:finance',
      address: 'finance@example.com',
      part: '2',
    });
    expect(asked('address', { address: 'boss@example.com' })).toMatchObject({
      to: 'address',
      address: 'boss@example.com',
    });
    expect(asked('customer')).toBeUndefined();
  });
});

describe('what such letters speak of', () => {
  it('is the hold and why, the rule and its words', () => {
    const data = { holdId: 'hld_1', kind: 'credit', dueAt: '2024-07-01T05:00:00.000Z' };
    const values = letterValues(held, news('exception_hold_overdue', data), 'en', 'Look, please.');
    expect(values).toMatchObject({
      hold: 'credit',
      reason: 'over the limit',
      deadline: expect.stringContaining('05:00 UTC'),
      rule: 'large',
      message: 'Look, please.',
    });
    expect(letterValues(held, news('held', data), 'zh').hold).toBe('信用问题');
  });

  it('are the other orders, the address in one line, and what is owed', () => {
    const into = [
      { orderId: 'a', number: 'A' },
      { orderId: 'b', number: 'B' },
    ];
    expect(letterValues(held, news('split', { into }))).toMatchObject({
      orders: 'A, B',
      address: '上海市世纪大道100号',
    });
    const totals = { ...held.head.totals, paid: held.head.totals.grand };
    expect(letterValues(held, news('amended', {})).owed).toBeDefined();
    expect(letterValues(anOrder({ head: { totals } }), news('amended', {}))).not.toHaveProperty('owed');
  });
});
