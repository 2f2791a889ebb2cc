import type { Role } from '../../../shared/kernel/actor.ts';
import { anAddress, unique } from '../../builders/an-order-request.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { useCursorSecret } from '../../harness/secrets.ts';
import { type AnyBody, call, placed, stocked } from './desk.ts';
import { indexNow, sendToWarehouse } from './index-now.ts';

let test: TestTable;
let sku: string;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
  useCursorSecret();
  sku = await stocked(test.table, 500);
}, 60_000);
afterAll(() => test?.close());

const list = (query: Record<string, string>, said: { roles?: Role[]; customerId?: string } = {}) =>
  call('orders/list-orders', { query, ...said });
const ids = async (query: Record<string, string>): Promise<string[]> =>
  (await list(query)).body.items.map(({ id }: AnyBody) => id);
const work = (query: Record<string, string>, roles: Role[] = ['admin']) =>
  call('orders/list-work', { query, roles });
const hold = async (order: AnyBody, body: Record<string, unknown>): Promise<AnyBody> =>
  (await call('orders/place-hold', { params: { id: order.id }, body: { reason: 'look', ...body } })).body;
const placedAndIndexed = async (change: Record<string, unknown> = {}, goods = sku): Promise<AnyBody> => {
  const order = await placed([{ sku: goods, quantity: 1 }], change);
  await indexNow(order);
  return order;
};

describe('searching orders', () => {
  it('finds an order by its buyer’s and its recipient’s phone, e-mail and product, and follows an amendment', async () => {
    const goods = await stocked(test.table);
    const email = `Grace.${unique()}@Example.com`;
    const order = await placedAndIndexed(
      {
        customer: { name: 'Grace', email, phone: '+1 212-555-0147' },
        shippingAddress: anAddress({ phone: '+44 20 7946 0958' }),
      },
      goods,
    );
    const finding: Record<string, string>[] = [
      { sku: goods },
      { email: email.toLowerCase() },
      { phone: '2125550147' },
      { phone: '+442079460958' },
      { phone: '02079460958', channel: 'storefront' },
    ];
    for (const query of finding) expect(await ids(query)).toContain(order.id);
    const body = { customer: { phone: '+1 212-555-0199' } };
    expect((await call('orders/amend-order', { params: { id: order.id }, body })).status).toBe(200);
    await indexNow(order, 'amended');
    expect(await ids({ phone: '2125550147' })).not.toContain(order.id);
    expect(await ids({ phone: '2125550199' })).toContain(order.id);
    expect(await ids({ phone: '2125550199', stage: 'completed' })).toEqual([]);
  });

  it('finds held orders at once, until the last hold of the kind is released or the order ends', async () => {
    const order = await placedAndIndexed();
    const first = await hold(order, { kind: 'credit', assignee: 'user:grace' });
    await hold(order, { kind: 'credit' });
    expect(await ids({ hold: 'credit' })).toContain(order.id);
    expect(await ids({ assignee: 'user:grace' })).toEqual([order.id]);
    expect(await ids({ assignee: 'role:finance' })).toContain(order.id);
    const params = { id: order.id, holdId: first.holds[0].id };
    await call('orders/release-hold', { params });
    expect(await ids({ assignee: 'user:grace' })).toEqual([]);
    expect(await ids({ hold: 'credit' })).toContain(order.id);
    await call('orders/cancel-order', { params: { id: order.id }, body: { reason: 'no' } });
    expect(await ids({ hold: 'credit' })).not.toContain(order.id);
  });

  it('finds the orders that a location has to do with, and says what it cannot look for together', async () => {
    const order = await placedAndIndexed({ delivery: { method: 'standard', carrierWish: 'dhl' } });
    expect(await ids({ locationId: 'main' })).not.toContain(order.id);
    const [fulfilment] = (await sendToWarehouse(order)).fulfilments;
    expect(fulfilment.carrierWish).toBe('dhl');
    const { locationId } = fulfilment;
    expect(await ids({ locationId })).toContain(order.id);
    const { body: refused } = await list({ locationId, sku });
    expect(refused).toMatchObject({
      status: 422,
      errors: [{ path: '/locationId', code: 'incompatible_filters' }],
    });
  });

  it.each<Record<string, string>>([
    { phone: '2125550147', email: 'a@example.com' },
    { phone: '2125550147', sku: 'X' },
    { number: '240701-ABC123', sku: 'X' },
    { externalId: 'T-1', phone: '2125550147' },
    { phone: '12' },
    { hold: 'odd' },
    { role: 'warehouse' },
    { assignee: 'grace' },
    { from: 'yesterday' },
  ])('refuses %j', async (query) => {
    expect((await list(query)).status).toBe(422);
  });

  it('answers nothing for times that end before they begin, and times before there were orders', async () => {
    expect(await ids({ sku, from: '2030-01-01T00:00:00Z', to: '2020-01-01T00:00:00Z' })).toEqual([]);
    expect(await ids({ from: '2030-01-01T00:00:00Z', to: '1960-01-01T00:00:00Z' })).toEqual([]);
  });

  it('lets neither shops nor buyers look for other people’s orders', async () => {
    const order = await placedAndIndexed();
    const asked = { phone: '+447700900123', email: 'a@example.com', sku, hold: 'credit' };
    for (const [name, value] of Object.entries({ ...asked, role: 'service_agent', locationId: 'main' }))
      for (const said of [
        { roles: ['storefront' as const] },
        { roles: ['dealer' as const] },
        { roles: ['storefront' as const], customerId: order.customer.id },
      ])
        expect((await list({ [name]: value }, said)).status).toBe(403);
    const own = await list({}, { roles: ['storefront'], customerId: order.customer.id });
    expect(own.body.items.map(({ id }: AnyBody) => id)).toEqual([order.id]);
  });

  it('takes a cursor for its own list only', async () => {
    await placedAndIndexed();
    await placedAndIndexed();
    const { body } = await list({ sku, limit: '1' });
    expect(body.nextCursor).toBeDefined();
    const other = await list({ sku: 'OTHER', limit: '1', cursor: body.nextCursor });
    expect(other.body.errors).toMatchObject([{ path: '/cursor', code: 'invalid_cursor' }]);
  });
});

describe('what waits for a role', () => {
  it('is seen by who holds the role or stands in for it, nobody else', async () => {
    const may: [string, Role, number][] = [
      ['service_agent', 'service_agent', 200],
      ['service_agent', 'sales_manager', 200],
      ['sales_manager', 'finance_director', 200],
      ['sales_manager', 'service_agent', 403],
      ['finance_director', 'sales_manager', 403],
      ['finance_director', 'admin', 200],
      ['service_agent', 'warehouse', 403],
      ['service_agent', 'storefront', 403],
    ];
    for (const [role, actor, status] of may)
      expect({ role, actor, status: (await work({ role }, [actor])).status }).toEqual({
        role,
        actor,
        status,
      });
    expect((await work({ role: 'warehouse' })).status).toBe(422);
    expect((await work({ role: 'warehouse', waiting: 'holds' })).status).toBe(200);
  });

  it('lists reviews until they are decided, and holds by their deadlines', async () => {
    const [first, second] = [await placedAndIndexed(), await placedAndIndexed()];
    const waiting = async (query: Record<string, string>): Promise<string[]> =>
      (await work(query)).body.items.map(({ id }: AnyBody) => id);
    const reviews = await waiting({ role: 'service_agent' });
    expect(reviews.indexOf(first.id)).toBeLessThan(reviews.indexOf(second.id));
    await call('orders/approve-order', { params: { id: first.id }, body: {} });
    expect(await waiting({ role: 'service_agent' })).not.toContain(first.id);
    const assignee = 'role:warehouse';
    await hold(first, { kind: 'manual', assignee, dueAt: '2099-01-02T00:00:00Z' });
    await hold(second, { kind: 'manual', assignee, dueAt: '2099-01-01T00:00:00Z' });
    expect(await waiting({ role: 'warehouse', waiting: 'holds' })).toEqual([second.id, first.id]);
  });

  it('puts loyal customers first where the policy says so, for roles and for locations', async () => {
    const shopId = `loyal-${unique()}`;
    const policy = { params: { name: shopId }, body: { handling: { loyalFirst: true } } };
    expect([200, 201]).toContain((await call('policies/put-policy', policy)).status);
    const goods = await stocked(test.table);
    const buy = async (tier: string): Promise<AnyBody> => {
      const order = await placed([{ sku: goods, quantity: 1 }], { shopId });
      const body = { name: 'Ada', email: order.customer.email, tier, addresses: [] };
      const customer = await call('customers/put-customer', { params: { id: order.customer.id }, body });
      expect([200, 201]).toContain(customer.status);
      return placed([{ sku: goods, quantity: 1 }], {
        shopId,
        customer: { id: order.customer.id, name: 'Ada' },
      });
    };
    const bought = [await buy('C'), await buy('B'), await buy('A')];
    const own = new Set(bought.map(({ id }) => id));
    const loyalFirst = bought.map(({ id }) => id).reverse();
    const { body } = await work({ role: 'service_agent', limit: '100' });
    expect(body.items.map(({ id }: AnyBody) => id).filter((id: string) => own.has(id))).toEqual(loyalFirst);
    const sent: AnyBody[] = [];
    for (const order of bought) sent.push(await sendToWarehouse(order));
    const [{ locationId }] = sent[0].fulfilments;
    const { body: found } = await call('fulfilment/list-fulfilments', {
      query: { locationId, status: 'released', limit: '100' },
    });
    const handled = found.items.map(({ orderId }: AnyBody) => orderId).filter((id: string) => own.has(id));
    expect(handled).toEqual(loyalFirst);
  });
});
