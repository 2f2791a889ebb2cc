import { readOutbox } from '../../../shared/events/effects/read-outbox.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { useCursorSecret } from '../../harness/secrets.ts';
import { type AnyBody, call, placed, read, stocked } from './desk.ts';

let test: TestTable;
let order: AnyBody;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
  useCursorSecret();
  order = await placed([{ sku: await stocked(test.table), quantity: 1 }]);
}, 60_000);
afterAll(() => test?.close());

const timeline = async (said: Parameters<typeof call>[1] = {}): Promise<AnyBody[]> =>
  (await call('orders/get-timeline', { params: { id: order.id }, ...said })).body.items;
const note = (text: string, headers: Record<string, string> = {}, roles?: readonly ['storefront']) =>
  call('orders/add-note', {
    params: { id: order.id },
    body: { text },
    headers,
    ...(roles ? { roles } : {}),
  });
const tag = (tags: readonly string[], headers: Record<string, string> = {}) =>
  call('orders/set-tags', { params: { id: order.id }, body: { tags }, headers });

describe('a note on an order', () => {
  it('is on the timeline with who and when, once for a key, and the order stays at its version', async () => {
    const first = await note('Ada called: 请周末送货', { 'idempotency-key': 'note 1' });
    const again = await note('Ada called: 请周末送货', { 'idempotency-key': 'note 1' });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    const notes = (await timeline()).filter(({ type }) => type === 'note_added');
    expect(notes).toMatchObject([
      { actor: first.body.actor, at: first.body.at, data: { text: 'Ada called: 请周末送货' } },
    ]);
    expect((await read(order.id)).version).toBe(order.version);
  });

  it('is for staff to write and to read', async () => {
    expect((await note('hello', {}, ['storefront'])).status).toBe(403);
    const asBuyer = await timeline({ roles: ['storefront'], customerId: order.customer.id });
    expect(asBuyer.map(({ type }) => type)).toContain('placed');
    expect(asBuyer.map(({ type }) => type)).not.toContain('note_added');
  });

  it('goes over the bus without its words', () => {
    const item = {
      kind: { S: 'EVENT' },
      commitId: { S: 'C' },
      order: { M: { id: { S: order.id } } },
      events: {
        L: [
          {
            M: {
              type: { S: 'note_added' },
              at: { S: '2024-07-01T00:00:00.000Z' },
              kept: { M: { text: { S: 'secret' } } },
            },
          },
        ],
      },
    };
    const told = readOutbox({ eventName: 'INSERT', dynamodb: { NewImage: item as never } });
    expect(told).toHaveLength(1);
    expect(JSON.stringify(told)).not.toContain('secret');
  });

  it('is of an order that exists, and says something', async () => {
    const params = { id: 'ord_01J00000000000000000000000' };
    expect((await call('orders/add-note', { params, body: { text: 'x' } })).status).toBe(404);
    expect((await note(' ')).status).toBe(422);
  });
});

describe('who looks after an order', () => {
  const assign = (body: unknown) => call('orders/assign-order', { params: { id: order.id }, body });

  it('is said by staff, shown to staff, and told once', async () => {
    expect((await assign({ to: 'user:ada' })).body.assignee).toBe('user:ada');
    expect((await assign({ to: 'user:ada' })).status).toBe(200);
    const told = (await timeline()).filter(({ type }) => type === 'assigned');
    expect(told.map(({ data }) => data)).toEqual([{ assignee: 'user:ada' }]);
    const said = { params: { id: order.id }, roles: ['storefront'] as const, customerId: order.customer.id };
    expect((await call('orders/get-order', said)).body).not.toHaveProperty('assignee');
  });

  it('may differ for its holds, of which there must be one', async () => {
    expect((await assign({ to: 'role:finance', hold: 'credit' })).status).toBe(404);
    await call('orders/place-hold', { params: { id: order.id }, body: { kind: 'credit', reason: 'ask' } });
    const { body } = await assign({ to: 'user:bob', hold: 'credit' });
    expect(body.holds.at(-1)).toMatchObject({ kind: 'credit', assignee: 'user:bob' });
    expect(body.assignee).toBe('user:ada');
    const { body: work } = await call('orders/list-orders', { query: { assignee: 'user:bob' } });
    expect(work.items.map(({ id }: AnyBody) => id)).toEqual([order.id]);
  });

  it('is somebody who can be', async () => {
    expect((await assign({ to: 'ada' })).status).toBe(422);
  });
});

describe('the tags of an order', () => {
  it('are replaced, shown to staff, and told once', async () => {
    expect((await tag(['vip', '老客户'])).body.tags).toEqual(['vip', '老客户']);
    const { status, body } = await tag(['vip']);
    expect([status, body.tags]).toEqual([200, ['vip']]);
    await tag(['vip']);
    const told = (await timeline()).filter(({ type }) => type === 'tagged');
    expect(told.map(({ data }) => data)).toEqual([
      { added: ['vip', '老客户'], removed: [] },
      { added: [], removed: ['老客户'] },
    ]);
  });

  it('are not shown to the buyer', async () => {
    const said = { params: { id: order.id }, roles: ['storefront'] as const, customerId: order.customer.id };
    expect((await call('orders/get-order', said)).body).not.toHaveProperty('tags');
  });

  it('are refused for a version that is no longer', async () => {
    expect((await tag(['late'], { 'if-match': '"1"' })).status).toBe(412);
  });
});
