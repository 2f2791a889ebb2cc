import { handler } from '../../functions/channels/list-rejections.ts';
import { rejectDelivery } from '../../shared/channels/effects/rejection-store.ts';
import { problem } from '../../shared/kernel/problem.ts';
import { readDelivery, storeDelivery } from '../../shared/webhooks/effects/delivery-store.ts';
import { callHandler } from '../harness/call-handler.ts';
import { openTestTable, type TestTable, useTestTable } from '../harness/dynamodb.ts';
import { useCursorSecret } from '../harness/secrets.ts';

const SENDER = 'channels/generic/shop-1';
const NONE_LEFT = problem(409, 'insufficient_stock', 'Not enough stock', {
  extra: { shortages: [{ sku: 'LANTERN', requested: 2, available: 0, substitutes: [] }] },
});

describe('what channels delivered and could not become an order', () => {
  let test: TestTable;

  const list = async (query: Record<string, string> = {}) => {
    const { status, body } = await callHandler(handler, { query, roles: ['service_agent'] });
    return { status, ...(body as { items: Record<string, unknown>[]; nextCursor?: string }) };
  };

  const refuse = async (id: string, at: string): Promise<void> => {
    const delivery = { inbox: 'channel', sender: SENDER, id, raw: Buffer.from(`{"id":"${id}"}`) } as const;
    await storeDelivery(test.table, { ...delivery, now: new Date(at) });
    const kept = { sender: SENDER, id, body: { id }, receivedAt: at };
    await rejectDelivery(test.table, kept, NONE_LEFT, new Date(at));
  };

  beforeAll(async () => {
    test = await openTestTable();
    await useTestTable(test);
    useCursorSecret();
    await refuse('first', '2026-11-21T08:00:00.000Z');
    await refuse('second', '2026-11-21T09:00:00.000Z');
  }, 60_000);

  afterAll(() => test?.close());

  it('is listed newest first, with the reason', async () => {
    const { status, items } = await list();
    expect(status).toBe(200);
    expect(items).toEqual([
      expect.objectContaining({
        deliveryId: `WEBHOOK#${SENDER}#second`,
        code: 'insufficient_stock',
        shortages: [expect.objectContaining({ sku: 'LANTERN', available: 0 })],
      }),
      expect.objectContaining({
        deliveryId: `WEBHOOK#${SENDER}#first`,
        rejectedAt: '2026-11-21T08:00:00.000Z',
      }),
    ]);
  });

  it('comes in pages, whose cursor nobody can write', async () => {
    const first = await list({ limit: '1' });
    expect(first.items).toHaveLength(1);
    const second = await list({ limit: '1', cursor: first.nextCursor ?? '' });
    expect(second.items).toEqual([expect.objectContaining({ deliveryId: `WEBHOOK#${SENDER}#first` })]);
    expect((await list({ cursor: 'x'.repeat(40) })).status).toBe(422);
  });

  it('can still be read as it came', async () => {
    expect(await readDelivery(test.table, `WEBHOOK#${SENDER}#first`)).toMatchObject({
      body: { id: 'first' },
    });
  });

  it('is not for customers', async () => {
    expect((await callHandler(handler, { roles: ['storefront'], customerId: 'cus_1' })).status).toBe(403);
  });
});
