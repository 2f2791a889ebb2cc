import { verifyTable } from '../../../scripts/verify/verify-table.ts';
import { readHistoryPage } from '../../../shared/customers/effects/customer-orders-store.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { useCursorSecret } from '../../harness/secrets.ts';
import { call, placed, stocked } from '../orders/desk.ts';
import { aCustomer, customer, followed, historyOf, merge, timelineOf, unmerge } from './people.ts';

let test: TestTable;
let sku: string;

beforeAll(async () => {
  useCursorSecret();
  test = await openTestTable();
  await useTestTable(test);
  sku = await stocked(test.table, 1000);
}, 60_000);
afterAll(() => test?.close());

const orderOf = async (id: string): Promise<string> => {
  const order = await placed([{ sku, quantity: 1 }], { customer: { id, name: 'Ada' } });
  await followed(order.id);
  return order.id;
};

describe('merging customers', () => {
  it('makes one person of them: history, contacts, sums, timeline; the old id leads on', async () => {
    const ada = await aCustomer({ phone: '+447700900111' });
    const guest = await aCustomer({ email: 'ada@example.org' });
    const orders = [await orderOf(ada), await orderOf(guest)];
    expect(await merge(ada, guest)).toMatchObject({ status: 200, body: { id: ada, mergedFrom: [guest] } });
    expect((await historyOf(ada)).sort()).toEqual(orders.toSorted());
    expect((await historyOf(guest)).sort()).toEqual(orders.toSorted());
    const person = await customer(guest);
    expect(person).toMatchObject({ id: ada, habits: { orders: 2 } });
    expect(person.contacts.map(({ value }: { value: string }) => value)).toEqual([
      '+447700900111',
      'ada@example.org',
    ]);
    const found = await call('customers/find-customers', { query: { email: 'ADA@example.org' } });
    expect(found.body.items).toMatchObject([{ id: ada }]);
    expect(await timelineOf(ada)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'merged', actor: 'user:tester', reason: 'the same person' }),
        expect.objectContaining({ type: 'created', customerId: guest }),
      ]),
    );
  });

  it('and undoing it leaves both as they were, with what came since where it belongs', async () => {
    const [ada, bob] = [await aCustomer({ tier: 'A' }), await aCustomer({ email: 'bob@example.org' })];
    const before = [await customer(ada), await customer(bob)];
    const old = [await orderOf(ada), await orderOf(bob)];
    await merge(ada, bob);
    const since = await placed([{ sku, quantity: 1 }], { customer: { id: bob, name: 'Bob' } });
    expect(since.customer).toMatchObject({ tier: 'A' });
    const own = await orderOf(ada);
    await followed(since.id);
    expect(await customer(ada)).toMatchObject({ habits: { orders: 4 } });
    expect((await unmerge(bob)).status).toBe(200);
    expect((await historyOf(ada)).sort()).toEqual([old[0], own].toSorted());
    expect((await historyOf(bob)).sort()).toEqual([old[1], since.id].toSorted());
    for (const [at, id] of [ada, bob].entries()) {
      const { version: _, habits, outstanding: __, ...now } = await customer(id);
      const { version: ___, habits: ____, outstanding: _____, ...was } = before[at];
      expect(now).toEqual(was);
      expect(habits).toMatchObject({ orders: 2 });
    }
    expect((await unmerge(bob)).body.code).toBe('not_merged');
  });

  it('lets the person reach all of their orders by either of their logins, and nobody else', async () => {
    const [ada, bob, eve] = [await aCustomer(), await aCustomer(), await aCustomer()];
    const order = await orderOf(bob);
    const looks = (customerId: string) =>
      Promise.all(
        ['orders/get-order', 'orders/get-timeline'].map(
          async (path) =>
            (await call(path, { params: { id: order }, roles: ['storefront'], customerId })).status,
        ),
      );
    expect(await looks(ada)).toEqual([404, 404]);
    await merge(ada, bob);
    expect(await Promise.all([ada, bob, eve].map(looks))).toEqual([
      [200, 200],
      [200, 200],
      [404, 404],
    ]);
  });

  it('pages through the history of all ids, each order once, in the order of time', async () => {
    const [ada, bob] = [await aCustomer(), await aCustomer()];
    await merge(ada, bob);
    const ids: string[] = [];
    for (const id of [ada, bob, bob, ada, bob]) ids.push(await orderOf(id));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query: Record<string, string> = { limit: '2', ...(cursor ? { cursor } : {}) };
      const { body } = await call('customers/list-customer-orders', { params: { id: bob }, query });
      seen.push(...body.items.map((order: { id: string }) => order.id));
      cursor = body.nextCursor;
      // What comes meanwhile is newer than every page that is left.
      if (seen.length === 2) await orderOf(ada);
    } while (cursor);
    expect(seen).toEqual(ids.toReversed());
    const foreign = { params: { id: await aCustomer() }, query: { cursor: 'x.y' } };
    expect((await call('customers/list-customer-orders', foreign)).status).toBe(422);
  });

  it('costs two round trips to see where nobody was merged', async () => {
    const ada = await aCustomer();
    await orderOf(ada);
    let underWay = 0;
    let trips = 0;
    const client = new Proxy(test.table.client, {
      get: (target, name) =>
        name === 'send'
          ? async (command: never) => {
              if (underWay++ === 0) trips++;
              return target.send(command).finally(() => underWay--);
            }
          : Reflect.get(target, name),
    });
    const page = await readHistoryPage({ ...test.table, client }, ada, { limit: 10 });
    expect(page?.heads).toHaveLength(1);
    expect(trips).toBe(2);
  });

  it('asked twice with one key gives one answer', async () => {
    const [ada, bob] = [await aCustomer(), await aCustomer({ phone: '+447700900222' })];
    const said = { headers: { 'idempotency-key': `merge-${ada}` } };
    const first = await merge(ada, bob, said);
    await unmerge(bob);
    expect((await merge(ada, bob, said)).body).toEqual(first.body);
    expect((await customer(bob)).id).toBe(bob);
  });

  it('repeated says the same, reversed is refused, and chains end at the one who goes on', async () => {
    const [one, two, three] = [await aCustomer(), await aCustomer(), await aCustomer()];
    await merge(two, three);
    expect((await merge(one, two)).status).toBe(200);
    expect(await merge(one, two)).toMatchObject({ status: 200, body: { id: one, mergedFrom: [two] } });
    expect(await merge(two, one)).toMatchObject({
      status: 409,
      body: { code: 'already_merged', mergedInto: one },
    });
    expect((await merge(one, one)).status).toBe(409);
    expect((await customer(three)).id).toBe(one);
    expect(await merge(await aCustomer(), two)).toMatchObject({
      body: { code: 'customer_merged', mergedInto: one },
    });
    const changed = await call('customers/put-customer', { params: { id: two }, body: { name: 'Eve' } });
    expect(changed).toMatchObject({ status: 409, body: { code: 'customer_merged' } });
    // The middle one leaves with what had been merged into it before.
    expect((await unmerge(one)).body.customer.id).toBe(two);
    expect((await customer(three)).id).toBe(two);
    expect(await customer(one)).not.toHaveProperty('mergedFrom');
  });

  it('does not let the service desk give somebody another’s better credit', async () => {
    const [good, bad] = [await aCustomer({ creditRating: 'A' }), await aCustomer({ creditRating: 'C' })];
    expect((await merge(good, bad, { roles: ['service_agent'] })).status).toBe(403);
    expect((await merge(bad, good, { roles: ['service_agent'] })).status).toBe(200);
  });

  it('of merges in a ring at once one order comes out, and no circle', async () => {
    const ring = [await aCustomer(), await aCustomer(), await aCustomer(), await aCustomer()];
    const answers = await Promise.all(
      ring.map((id, at) => merge(id, ring[(at + 1) % ring.length] as string)),
    );
    expect(answers.map(({ status }) => status).every((status) => status === 200 || status === 409)).toBe(
      true,
    );
    const survivors = new Set(await Promise.all(ring.map(async (id) => (await customer(id)).id)));
    const merged = answers.filter(({ status }) => status === 200).length;
    expect(survivors.size).toBe(ring.length - merged);
    expect((await verifyTable(test.table)).differences).toEqual([]);
  });

  it('beside orders and unmerges at once loses no order and counts none twice', async () => {
    const [one, two] = [await aCustomer(), await aCustomer()];
    const work = Array.from({ length: 6 }, (_, at) => orderOf(at % 2 ? one : two));
    await Promise.all([...work, merge(one, two), merge(two, one), merge(one, two)]);
    const ids = (await Promise.all(work)).toSorted();
    expect((await historyOf(one)).sort()).toEqual(ids);
    expect((await customer(two)).habits.orders).toBe(6);
    await Promise.all([unmerge(one), unmerge(two), orderOf(two)]);
    expect((await historyOf(one)).length + (await historyOf(two)).length).toBe(7);
    expect((await verifyTable(test.table)).differences).toEqual([]);
  });
});
