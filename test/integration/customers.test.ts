import { handler as getCustomer } from '../../functions/customers/get-customer.ts';
import { handler as putCustomer } from '../../functions/customers/put-customer.ts';
import { contactKeys } from '../../shared/customers/contact-keys.ts';
import type { Customer } from '../../shared/customers/customer.ts';
import {
  CONTACT_LABEL,
  findIdByContact,
  newCustomerWrites,
} from '../../shared/customers/effects/customer-store.ts';
import { findCustomer } from '../../shared/customers/effects/profile-store.ts';
import { transact } from '../../shared/runtime/transact.ts';
import { callHandler } from '../harness/call-handler.ts';
import { openTestTable, type TestTable, useTestTable } from '../harness/dynamodb.ts';

let test: TestTable;

beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
}, 60_000);

afterAll(() => test?.close());

const aCustomer = (id: string): Customer => ({
  id,
  version: 1,
  name: 'Ada',
  tier: 'B',
  creditRating: 'B',
  addresses: [],
});

const put = (id: string, body: object, token: Partial<Parameters<typeof callHandler>[1]> = {}) =>
  callHandler(putCustomer, { params: { id }, body: { name: 'Ada', ...body }, ...token });

describe('customers', () => {
  it('are created, replaced and read, with their version as ETag', async () => {
    expect(await put('cus_1', { tier: 'A' })).toMatchObject({ status: 201, headers: { etag: '"1"' } });
    expect(await put('cus_1', { phone: '13912345678' })).toMatchObject({ status: 200, body: { tier: 'A' } });
    const stale = { headers: { 'if-match': '"1"' } };
    expect((await put('cus_1', {}, stale)).status).toBe(412);
    const read = await callHandler(getCustomer, { params: { id: 'cus_1' }, roles: ['service_agent'] });
    expect(read).toMatchObject({ status: 200, body: { phone: '13912345678', creditRating: 'B' } });
    expect((await callHandler(getCustomer, { params: { id: 'cus_0' } })).status).toBe(404);
  });

  it('see and change themselves, not their tier, and nobody else', async () => {
    await put('cus_2', { notes: 'pays late' });
    const own = { roles: ['storefront'], customerId: 'cus_2' } as const;
    const read = await callHandler(getCustomer, { params: { id: 'cus_2' }, ...own });
    expect(read.status).toBe(200);
    expect(read.body).not.toHaveProperty('notes');
    expect(await put('cus_2', { name: 'Ada L.', language: 'zh' }, own)).toMatchObject({ status: 200 });
    expect((await put('cus_2', { tier: 'A' }, own)).status).toBe(403);
    expect(await findCustomer(test.table, 'cus_2')).toMatchObject({
      name: 'Ada L.',
      notes: 'pays late',
      tier: 'B',
    });
    expect((await put('cus_1', {}, own)).status).toBe(404);
    expect((await callHandler(getCustomer, { params: { id: 'cus_1' }, ...own })).status).toBe(404);
  });
});

describe('guests', () => {
  const contact = { phone: '+86 139 0000 0000', email: 'Guest@Example.com' };

  it('are known again by their telephone number, or by their e-mail address', async () => {
    const keys = contactKeys('generic', 'shop-1', contact);
    await transact(test.table, newCustomerWrites(aCustomer('cus_guest'), keys), Math.random);
    const found = (shop: string, by: typeof contact | { phone: string } | { email: string }) =>
      findIdByContact(test.table, 'generic', shop, by);
    expect(await found('shop-1', { phone: '008613900000000' })).toBe('cus_guest');
    expect(await found('shop-1', { phone: '111', email: 'guest@example.com' } as never)).toBe('cus_guest');
    expect(await found('shop-2', contact)).toBeUndefined();
    expect(await findIdByContact(test.table, 'generic', 'shop-1', {})).toBeUndefined();
  });

  it('become one customer, although they order ten times at once for the first time', async () => {
    const keys = contactKeys('generic', 'shop-9', contact);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        transact(test.table, newCustomerWrites(aCustomer(`cus_first-${at}`), keys), Math.random),
      ),
    );
    expect(outcomes.filter(({ committed }) => committed).length).toBe(1);
    const labels = outcomes.flatMap((each) => (each.committed ? [] : each.failed.map(({ label }) => label)));
    expect(new Set(labels)).toEqual(new Set([CONTACT_LABEL]));
    const winner = outcomes.findIndex(({ committed }) => committed);
    expect(await findIdByContact(test.table, 'generic', 'shop-9', contact)).toBe(`cus_first-${winner}`);
    expect(await findCustomer(test.table, `cus_first-${winner === 0 ? 1 : 0}`)).toBeUndefined();
  });
});
