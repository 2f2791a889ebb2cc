import { GetCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { verifyTable } from '../../../scripts/verify/verify-table.ts';
import { applyChannelEvent } from '../../../shared/channels/effects/apply-channel-event.ts';
import { beginErasure, continueErasure } from '../../../shared/customers/effects/erase-store.ts';
import { dueCustomers } from '../../../shared/customers/effects/sweep-customers.ts';
import type { Deps } from '../../../shared/runtime/deps.ts';
import { readDelivery, storeDelivery } from '../../../shared/webhooks/effects/delivery-store.ts';
import { aChannelEvent, aChannelOrder, anAddress, unique } from '../../builders/an-order-request.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { useCursorSecret } from '../../harness/secrets.ts';
import { watchedTable } from '../../harness/watched-table.ts';
import { type AnyBody, call, placed, read, stocked } from '../orders/desk.ts';
import { aCustomer, customer, followed, merge, timelineOf, worked } from './people.ts';

let test: TestTable;
let sku: string;

beforeAll(async () => {
  useCursorSecret();
  test = await openTestTable();
  await useTestTable(test);
  sku = await stocked(test.table, 1000);
}, 60_000);
afterAll(() => test?.close());

const deps = (table = test.table): Deps => ({ table, now: () => new Date(), random: Math.random });
const NAME = 'Wilhelmina Quux';
const address = () => anAddress({ name: NAME, line1: '7 Quux Street' });

/** An order of this person's that was cancelled, with words on it. */
const endedOrder = async (id: string): Promise<AnyBody> => {
  const order = await placed([{ sku, quantity: 1 }], {
    customer: { id, name: NAME, email: 'quux@example.org' },
    shippingAddress: address(),
    buyerNote: 'Quux rings twice',
  });
  await call('orders/cancel-order', { params: { id: order.id }, body: { reason: 'Quux moved away' } });
  await followed(order.id);
  return order;
};

const erase = (id: string, said: Record<string, unknown> = {}) =>
  call('customers/erase-customer', { params: { id }, body: { reason: 'asked by letter' }, ...said });

/** Where in the whole table something of this person still stands. */
const traces = async (): Promise<string[]> => {
  const found: string[] = [];
  for await (const { Items = [] } of paginateScan(
    { client: test.table.client },
    { TableName: test.table.name },
  ))
    for (const { pk, sk, ...rest } of Items)
      if (/quux/i.test(`${pk}${sk}${JSON.stringify(rest)}`)) found.push(`${pk} ${sk}`);
  return found;
};

describe('erasing a person', () => {
  it('waits until no order is open, says which are, and then leaves the books alone', async () => {
    const phone = `+8613${Math.floor(Math.random() * 1e9)}`;
    const id = await aCustomer({ name: NAME, phone, email: 'quux@example.org', addresses: [address()] });
    const guest = await aCustomer({
      name: NAME,
      contacts: [{ kind: 'email', value: 'q@quux.example', verified: true }],
    });
    await merge(id, guest);
    const note = { params: { id }, body: { text: 'Quux calls in the evening' } };
    await call('customers/add-customer-note', note);
    const ended = [await endedOrder(id), await endedOrder(guest)];
    const open = await placed([{ sku, quantity: 1 }], { customer: { id, name: NAME } });
    expect(await erase(id)).toMatchObject({
      status: 409,
      body: { code: 'orders_open', orders: [{ id: open.id, number: open.number }] },
    });
    expect(await customer(id)).toMatchObject({ name: NAME });
    await call('orders/cancel-order', { params: { id: open.id }, body: { reason: 'no' } });
    await followed(open.id);
    const before = await read(ended[0].id);
    const habits = (await customer(id)).habits;

    const first = await erase(id);
    expect(first).toMatchObject({ status: 202, body: { customerId: id, reason: 'asked by letter' } });
    expect((await erase(id, { body: { reason: 'again' } })).body).toEqual(first.body);
    expect(await customer(id)).toMatchObject({ name: 'erased', contacts: [], addresses: [], habits });
    expect((await customer(guest)).erasure.doneAt).toBeDefined();
    expect(await traces()).toEqual([]);

    const after = await read(ended[0].id);
    for (const field of ['number', 'status', 'lines', 'totals', 'placedAt', 'payments'])
      expect(after[field]).toEqual(before[field]);
    expect(after).toMatchObject({
      customer: { name: 'erased' },
      shippingAddress: { country: 'GB', line1: 'erased' },
    });
    expect((await timelineOf(id)).map(({ type }) => type)).toEqual([
      'erased',
      'erasure_requested',
      'note_added',
      'merged',
      'merged',
      'created',
      'created',
    ]);
    expect((await call('customers/find-customers', { query: { phone } })).body.items).toEqual([]);
    const again = await placed([{ sku, quantity: 1 }], {
      customer: { name: 'Another', phone },
      shippingAddress: anAddress(),
    });
    expect([id, guest]).not.toContain(again.customer.id);
    await expect(placed([{ sku, quantity: 1 }], { customer: { id, name: 'x' } })).rejects.toThrow(
      'unknown_customer',
    );
    expect(await verifyTable(test.table)).toMatchObject({ differences: [] });
  });

  it('takes what a channel delivered too', async () => {
    const externalId = unique();
    const event = aChannelEvent('created', aChannelOrder(externalId, [{ sku, quantity: 1 }]));
    const sender = 'channels/generic/shop-1';
    const raw = Buffer.from(JSON.stringify(event));
    await storeDelivery(test.table, { inbox: 'channel', sender, id: event.id, raw, now: new Date() });
    const delivery = await readDelivery(test.table, `WEBHOOK#${sender}#${event.id}`);
    expect(await applyChannelEvent(deps(), delivery as never)).toBeUndefined();
    const { body } = await call('orders/list-orders', { query: { externalId } });
    const order = await read(body.items[0].id);
    await call('orders/cancel-order', { params: { id: order.id }, body: { reason: 'no' } });
    expect((await erase(order.customer.id)).status).toBe(202);
    expect(await readDelivery(test.table, `WEBHOOK#${sender}#${event.id}`)).toBeUndefined();
    expect(
      await storeDelivery(test.table, { inbox: 'channel', sender, id: event.id, raw, now: new Date() }),
    ).toBe(false);
  });

  it('that dies anywhere goes on, when the sweep finds it', async () => {
    const id = await aCustomer({ name: NAME });
    for (let at = 0; at < 3; at++) await endedOrder(id);
    const begun = await beginErasure(deps(), id, { actor: 'user:clerk', reason: 'asked' });
    expect(begun).toMatchObject({ erasure: { requestedBy: 'user:clerk' } });
    for (let commands = 1; commands < 40; commands += 3) {
      let left = commands;
      const dying = watchedTable(test.table, () => {
        if (left-- === 0) throw new Error('killed');
      });
      await continueErasure(deps(dying), id).catch(() => undefined);
    }
    const due: string[] = [];
    const later = new Date(Date.now() + 3_600_000).toISOString();
    for await (const page of dueCustomers(test.table, 'erasure', later))
      due.push(...page.map(({ customerId }) => customerId));
    for (const customerId of due) await worked({ kind: 'erasure', customerId, asOf: later });
    expect((await customer(id)).erasure.doneAt).toBeDefined();
    expect(await traces()).toEqual([]);
    const Key = { pk: `CUSTOMER#${id}`, sk: 'ERASURE' };
    expect(
      (await test.table.client.send(new GetCommand({ TableName: test.table.name, Key }))).Item,
    ).toBeUndefined();
    expect(await verifyTable(test.table)).toMatchObject({ differences: [] });
  });

  it('takes an order that slipped in meanwhile when it has ended', async () => {
    const id = await aCustomer({ name: NAME });
    const order = await placed([{ sku, quantity: 1 }], {
      customer: { id, name: NAME },
      shippingAddress: address(),
    });
    await call('orders/cancel-order', { params: { id: order.id }, body: { reason: 'no' } });
    // The index did not know the order yet when the erasure looked.
    const blind = watchedTable(test.table, () => undefined);
    const client = new Proxy(blind.client, {
      get: (target, name) =>
        name === 'send'
          ? async (command: { input?: { IndexName?: string } }) =>
              command.input?.IndexName === 'byCustomer' ? { Items: [] } : target.send(command as never)
          : Reflect.get(target, name),
    });
    await beginErasure(deps({ ...blind, client }), id, { actor: 'user:clerk', reason: 'asked' });
    await continueErasure(deps({ ...blind, client }), id);
    expect((await read(order.id)).customer.name).toBe(NAME);
    await followed(order.id);
    expect((await read(order.id)).customer.name).toBe('erased');
    expect(await traces()).toEqual([]);
  });

  it('and exporting are for themselves and for staff', async () => {
    const id = await aCustomer({ name: NAME, phone: '+447700900199' });
    const order = await endedOrder(id);
    const own = { roles: ['storefront'], customerId: id } as const;
    const items: AnyBody[] = [];
    let cursor: string | undefined;
    do {
      const query: Record<string, string> = { limit: '1', ...(cursor ? { cursor } : {}) };
      const { status, body } = await call('customers/export-customer', { params: { id }, query, ...own });
      expect(status).toBe(200);
      items.push(...body.items);
      cursor = body.nextCursor;
    } while (cursor);
    expect(items.map(({ kind }) => kind)).toEqual(['profile', 'profile', 'timeline', 'order']);
    expect(items[3].data).toMatchObject({ id: order.id, shippingAddress: { name: NAME } });
    const others = [{ roles: ['storefront'], customerId: 'cus_other' }, { roles: ['storefront'] }];
    for (const other of others) {
      expect((await call('customers/export-customer', { params: { id }, ...other } as never)).status).toBe(
        404,
      );
      expect((await erase(id, other)).status).toBe(404);
    }
    expect((await erase(id, own)).status).toBe(202);
  });
});
