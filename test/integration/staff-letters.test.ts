import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { runRule } from '../../shared/automation/run-rule.ts';
import { notifyCustomer } from '../../shared/notifications/effects/notify-customer.ts';
import { changeOrder } from '../../shared/orders/effects/change-order.ts';
import { forBuyers, readTimeline } from '../../shared/orders/effects/timeline-store.ts';
import type { Hold, Order } from '../../shared/orders/order.ts';
import { policyWrite } from '../../shared/policies/effects/policy-store.ts';
import { policySchema } from '../../shared/policies/policy.ts';
import { transact } from '../../shared/runtime/transact.ts';
import { openTestTable, type TestTable } from '../harness/dynamodb.ts';
import { mockService } from '../harness/mock-service.ts';
import { anEvent, aRule } from '../unit/automation/cases.ts';
import { eventsOf } from './automation/bus.ts';
import { ownOrder, storeOrder, testDeps } from './store-order.ts';

const ses = mockService(SESv2Client);
const AT = '2024-07-01T00:00:00.000Z';
const HOLD: Hold = { id: 'hld_1', kind: 'credit', reason: 'over the limit', placedBy: 'x', placedAt: AT };
let test: TestTable;
beforeAll(async () => {
  test = await openTestTable();
  process.env.MAIL_FROM = 'shop@example.com';
  const notifications = { roleAddresses: { finance: 'finance@example.com' }, staffLanguage: 'zh' as const };
  const policy = policySchema.parse({ notifications });
  await transact(test.table, [policyWrite({ name: 'default', version: 1, policy })], Math.random);
}, 60_000);
afterAll(() => test?.close());
beforeEach(() => {
  ses.reset();
  ses.on(SendEmailCommand).resolves({ MessageId: 'm-1' });
});

const letters = () =>
  ses.commandCalls(SendEmailCommand).map(({ args: [{ input }] }) => ({
    to: input.Destination?.ToAddresses?.[0],
    text: input.Content?.Simple?.Body?.Text?.Data ?? '',
  }));
const notified = async ({ head }: Order) =>
  (await readTimeline(test.table, head.id)).filter(({ type }) => type === 'notified');
const deps = () => testDeps(test.table);

describe('a hold that nobody answered in time', () => {
  it('is told once to the role that was to answer it, in its language; the buyer hears nothing', async () => {
    const order = await storeOrder(test.table, ownOrder({ head: { holds: [HOLD] } }));
    const news = {
      eventId: '01J00000000000000000000000.1',
      type: 'exception_hold_overdue',
      at: AT,
      orderId: order.head.id,
      data: { holdId: 'hld_1', kind: 'credit', assignee: 'role:finance', dueAt: AT },
    };
    await notifyCustomer(deps(), news);
    await notifyCustomer(deps(), news);
    expect(letters()).toEqual([
      { to: 'finance@example.com', text: expect.stringMatching(/信用问题.*\n\n原因：over the limit/s) },
    ]);
    const told = await notified(order);
    expect(told.map(({ data }) => data)).toEqual([
      { template: 'hold_overdue', channel: 'email', status: 'sent', to: 'role:finance' },
    ]);
    expect(forBuyers(told)).toEqual([]);
  });
});

describe('the messages that a rule asks for', () => {
  it('each go once, to the buyer, a role and an address, with words that never went over the bus', async () => {
    const order = await storeOrder(test.table, ownOrder());
    const rule = aRule(
      {},
      { do: 'notify', to: 'customer', template: 'address_unclear' },
      { do: 'notify', to: 'role:finance', message: 'Look at this one.' },
      { do: 'notify', to: 'boss@example.com', message: 'And you too.' },
    );
    await changeOrder(
      deps(),
      order.head.id,
      (now, context) => {
        const hearing = { rule, roles: [], event: anEvent(), recent: { ofOne: 0, ofAll: 0 } };
        return runRule(now, hearing, { ...context, random: Math.random }).decision;
      },
      { actor: 'automation:rule' },
    );
    const wanted = { has: () => true };
    const events = await eventsOf(test.table, order.head.id, wanted);
    expect(events).toHaveLength(3);
    expect(JSON.stringify(events)).not.toMatch(/boss|Look at/);
    for (const event of [...events, ...events]) await notifyCustomer(deps(), { ...event });
    expect(letters()).toEqual([
      { to: 'ada@example.com', text: expect.stringContaining('上海市世纪大道100号') },
      { to: 'finance@example.com', text: expect.stringContaining('Look at this one.') },
      { to: 'boss@example.com', text: expect.stringMatching(/And you too\..*rule/s) },
    ]);
    expect((await notified(order)).map(({ data }) => data.to)).toEqual([
      undefined,
      'role:finance',
      'address',
    ]);
    expect(forBuyers(await notified(order))).toHaveLength(1);
  });
});
