import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { isProblem } from '../../shared/kernel/problem.ts';
import type { News } from '../../shared/notifications/choose-template.ts';
import { claimMessage } from '../../shared/notifications/effects/message-store.ts';
import { notifyCustomer } from '../../shared/notifications/effects/notify-customer.ts';
import { loadOrder } from '../../shared/orders/effects/load-order.ts';
import { readTimeline } from '../../shared/orders/effects/timeline-store.ts';
import type { Order } from '../../shared/orders/order.ts';
import { aFulfilment } from '../builders/an-order.ts';
import { openTestTable, type TestTable } from '../harness/dynamodb.ts';
import { mockService } from '../harness/mock-service.ts';
import { ownOrder, storeOrder, testDeps } from './store-order.ts';

const ses = mockService(SESv2Client);
let test: TestTable;
let seconds = 0;
const clock = () => new Date(Date.UTC(2024, 6, 1) + seconds * 1000);

beforeAll(async () => {
  test = await openTestTable();
  process.env.MAIL_FROM = 'shop@example.com';
}, 60_000);
afterAll(() => test?.close());
beforeEach(() => {
  ses.reset();
  ses.on(SendEmailCommand).resolves({ MessageId: 'm-1' });
});

const newsOf = ({ head }: Order, type: string): News => ({
  eventId: `${ulid()}.1`,
  type,
  at: '2024-07-01T05:00:00.000Z',
  orderId: head.id,
  data: {},
});
const notify = (news: News) => notifyCustomer(testDeps(test.table, clock), news);
const sent = (): number => ses.commandCalls(SendEmailCommand).length;
const statusesOf = async ({ head }: Order): Promise<unknown[]> =>
  (await readTimeline(test.table, head.id))
    .filter(({ type }) => type === 'notified')
    .map(({ data }) => data.status);
const stageOf = async ({ head }: Order): Promise<string> => {
  const order = await loadOrder(test.table, head.id);
  return isProblem(order) ? order.code : order.head.stage;
};
const shipped = (email?: string) => {
  const order = ownOrder({
    head: { confirmation: 'confirmed', paymentTerms: 'cod' },
    fulfilments: [aFulfilment({ status: 'shipped' })],
  });
  const { email: _, ...customer } = order.body.customer;
  const body = { ...order.body, customer: email ? { ...customer, email } : customer };
  return storeOrder(test.table, { ...order, body });
};

describe('a buyer who wants no e-mail', () => {
  it('gets what confirms, changes or ends the order, and nothing that tells how far it is', async () => {
    const own = ownOrder();
    const order = await storeOrder(test.table, { ...own, body: { ...own.body, letters: 'necessary' } });
    await notify(newsOf(order, 'delivered'));
    expect(sent()).toBe(0);
    expect(await statusesOf(order)).toEqual(['unwanted']);
    await notify(newsOf(order, 'placed'));
    expect(sent()).toBe(1);
    expect(await statusesOf(order)).toEqual(['unwanted', 'sent']);
  });
});

describe('telling a buyer', () => {
  it('happens once though the news comes twenty times at once', async () => {
    const order = await storeOrder(test.table, ownOrder());
    const news = newsOf(order, 'delivered');
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => notify(news)));
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
    // Who met a running sender comes again, as the queue makes it.
    for (const { status } of outcomes) if (status === 'rejected') await notify(news);
    expect(sent()).toBe(1);
    expect(await statusesOf(order)).toEqual(['sent']);
  });

  it('writes to the buyer and keeps nothing personal on the timeline', async () => {
    const order = await storeOrder(test.table, ownOrder());
    await notify(newsOf(order, 'completed'));
    expect(ses.commandCalls(SendEmailCommand)[0]?.args[0].input).toMatchObject({
      Destination: { ToAddresses: ['ada@example.com'] },
      Content: { Simple: { Subject: { Data: `Your order ${order.head.number} is complete` } } },
    });
    const [entry] = await readTimeline(test.table, order.head.id);
    expect(entry).toEqual({
      seq: 1,
      type: 'notified',
      at: clock().toISOString(),
      actor: 'system:notifications',
      data: { template: 'completed', channel: 'email', status: 'sent' },
    });
  });

  it('is tried again at once when SES was busy, and then sent once', async () => {
    const order = await storeOrder(test.table, ownOrder());
    const news = newsOf(order, 'delivered');
    const busy = Object.assign(new Error('slow down'), { name: 'TooManyRequestsException' });
    ses.on(SendEmailCommand).rejectsOnce(busy).resolves({ MessageId: 'm-2' });
    await expect(notify(news)).rejects.toThrow('slow down');
    expect(await statusesOf(order)).toEqual(['sending']);
    await notify(news);
    await notify(news);
    expect(sent()).toBe(2);
    expect(await statusesOf(order)).toEqual(['sent']);
  });

  it('is given up, visibly, when SES will never take it', async () => {
    const order = await storeOrder(test.table, ownOrder());
    const news = newsOf(order, 'delivered');
    ses.on(SendEmailCommand).rejects(Object.assign(new Error('no'), { name: 'MessageRejected' }));
    await notify(news);
    await notify(news);
    expect(sent()).toBe(1);
    expect(await statusesOf(order)).toEqual(['failed']);
  });

  it('goes on after a sender died: nobody else sends before its lease is over, then one does', async () => {
    const order = await storeOrder(test.table, ownOrder());
    const news = newsOf(order, 'delivered');
    const message = {
      orderId: order.head.id,
      commitId: news.eventId.slice(0, 26),
      type: 'delivered',
      template: 'delivered' as const,
    };
    expect(await claimMessage(test.table, message, clock())).toBe('claimed');
    await expect(notify(news)).rejects.toThrow('Somebody else is sending');
    expect(sent()).toBe(0);
    seconds += 61;
    await Promise.allSettled([notify(news), notify(news)]);
    expect(sent()).toBe(1);
    expect(await statusesOf(order)).toEqual(['sent']);
  });

  it('is recorded where there is no address, and sends nothing', async () => {
    const order = await shipped();
    const news = newsOf(order, 'shipped');
    await notify(news);
    await notify(news);
    expect(sent()).toBe(0);
    expect(await statusesOf(order)).toEqual(['no_address']);
  });
});

describe('a shipped order', () => {
  it.each([['ada@example.com'], [undefined]])('moves on when its buyer (%s) is told', async (email) => {
    const order = await shipped(email);
    expect(await stageOf(order)).toBe('shipped');
    const news = newsOf(order, 'shipped');
    await notify(news);
    await notify(news);
    expect(await stageOf(order)).toBe('processed_shipped');
    const told = (await readTimeline(test.table, order.head.id)).filter(
      ({ type }) => type === 'shipping_told',
    );
    expect(told).toHaveLength(1);
  });

  it('moves on although the sender died between the letter and the order', async () => {
    const order = await shipped('ada@example.com');
    const news = newsOf(order, 'shipped');
    // The letter is out, the order does not know: the news of the same event comes again.
    const client = Object.create(test.table.client, {
      send: {
        value: (command: never) =>
          Object(command) instanceof PutCommand && (command as PutCommand).input.Item?.sk === 'HEAD'
            ? Promise.reject(new Error('died'))
            : test.table.client.send(command),
      },
    }) as TestTable['table']['client'];
    const dying = { ...testDeps(test.table, clock), table: { ...test.table, client } };
    await expect(notifyCustomer(dying, news)).rejects.toThrow('died');
    expect(await stageOf(order)).toBe('shipped');
    await notify(news);
    expect(sent()).toBe(1);
    expect(await stageOf(order)).toBe('processed_shipped');
  });
});
