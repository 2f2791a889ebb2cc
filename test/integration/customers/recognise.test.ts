import { unique } from '../../builders/an-order-request.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { useCursorSecret } from '../../harness/secrets.ts';
import { call, placed, stocked } from '../orders/desk.ts';
import { aCustomer, customer, merge, timelineOf } from './people.ts';

let test: TestTable;
let sku: string;

beforeAll(async () => {
  useCursorSecret();
  test = await openTestTable();
  await useTestTable(test);
  sku = await stocked(test.table, 1000);
}, 60_000);
afterAll(() => test?.close());

const aPhone = (): string => `+86139${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;
const buyerOf = async (
  by: Record<string, unknown>,
  where: Record<string, unknown> = { channel: 'generic', shopId: 'shop-1' },
): Promise<string> =>
  (await placed([{ sku, quantity: 1 }], { ...where, customer: { name: 'Somebody', ...by } })).customer.id;
const put = (id: string, body: Record<string, unknown>, said: Record<string, unknown> = {}) =>
  call('customers/put-customer', { params: { id }, body: { name: 'Ada', ...body }, ...said });

describe('a buyer', () => {
  it('is known in every channel by a contact that was proved, and by no other', async () => {
    const [phone, email] = [aPhone(), `${unique()}@example.org`];
    const id = await aCustomer({ contacts: [{ kind: 'phone', value: phone, verified: true }], email });
    expect(await buyerOf({ phone })).toBe(id);
    expect(await buyerOf({ phone: phone.replace('+', '00') }, { channel: 'pos' })).toBe(id);
    expect(await buyerOf({ email })).not.toBe(id);
  });

  it('cannot take another’s orders by naming their telephone number', async () => {
    const phone = aPhone();
    const thief = await aCustomer();
    const own = { roles: ['storefront'], customerId: thief };
    expect((await put(thief, { phone }, own)).status).toBe(200);
    const proof = { contacts: [{ kind: 'phone', value: phone, verified: true }] };
    expect((await put(thief, proof, own)).status).toBe(403);
    const victim = await buyerOf({ phone });
    expect(victim).not.toBe(thief);
    expect(await buyerOf({ phone })).toBe(victim);
    expect(await buyerOf({ phone }, { channel: 'generic', shopId: 'shop-2' })).not.toBe(victim);
  });

  it('whose contacts are proved to be two persons’ is neither by them', async () => {
    const [phone, email] = [aPhone(), `${unique()}@example.org`];
    const one = await aCustomer({ contacts: [{ kind: 'phone', value: phone, verified: true }] });
    const other = await aCustomer({ contacts: [{ kind: 'email', value: email, verified: true }] });
    const both = await buyerOf({ phone, email });
    expect([one, other]).not.toContain(both);
    await merge(one, other);
    expect([one, other]).toContain(await buyerOf({ phone, email }, { channel: 'pos' }));
  });

  it('is known by the id that the channel gives, whatever else they write', async () => {
    const channelCustomerId = unique();
    const first = await buyerOf({ channelCustomerId, phone: aPhone() });
    expect(await buyerOf({ channelCustomerId, phone: aPhone() })).toBe(first);
    expect(await buyerOf({ channelCustomerId }, { channel: 'taobao', shopId: 'shop-1' })).not.toBe(first);
  });

  it('has a proved contact alone, also when two claim it at once', async () => {
    const proof = { contacts: [{ kind: 'phone', value: aPhone(), verified: true }] };
    const ids = [await aCustomer(), await aCustomer()];
    const answers = await Promise.all(ids.map((id) => put(id, proof)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const winner = ids[answers.findIndex(({ status }) => status === 200)] as string;
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'contact_taken',
      customerId: winner,
    });
    // Given up, it may be the other's.
    expect((await put(winner, { contacts: [] })).status).toBe(200);
    const other = ids.find((id) => id !== winner) as string;
    expect((await put(other, proof)).status).toBe(200);
  });

  it('may send back what was read of them, and nothing changes', async () => {
    const id = await aCustomer({
      phone: aPhone(),
      contacts: [{ kind: 'email', value: 'x@y.example', verified: true }],
    });
    const guest = await aCustomer({ contacts: [{ kind: 'phone', value: aPhone(), verified: true }] });
    await merge(id, guest);
    const { version, habits: _, outstanding: __, mergedFrom: ___, id: ____, ...read } = await customer(id);
    expect(await put(id, read)).toMatchObject({ status: 200, body: { version } });
    expect(await customer(id)).toMatchObject(read);
  });

  it('has every change on the timeline, with who and why', async () => {
    const id = await aCustomer();
    await put(id, {
      tier: 'A',
      creditLimit: { amount: 100_000, currency: 'CNY' },
      reason: 'ten years with us',
    });
    const note = {
      params: { id },
      body: { text: 'calls in the evening' },
      roles: ['service_agent'],
    } as const;
    expect((await call('customers/add-customer-note', note)).status).toBe(201);
    expect(await timelineOf(id)).toMatchObject([
      { type: 'note_added', actor: 'user:tester', data: { text: 'calls in the evening' } },
      {
        type: 'changed',
        actor: 'user:tester',
        reason: 'ten years with us',
        data: { tier: { from: 'B', to: 'A' }, creditLimit: { from: null, to: { amount: 100_000 } } },
      },
      { type: 'created' },
    ]);
    expect(
      (await call('customers/get-customer-timeline', { params: { id }, roles: ['storefront'] })).status,
    ).toBe(403);
  });
});
