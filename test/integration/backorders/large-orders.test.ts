import { settleStock } from '../../../shared/orders/effects/settle-stock.ts';
import { unique } from '../../builders/an-order-request.ts';
import { call } from '../orders/desk.ts';
import { openWaitingRoom, type WaitingRoom } from './waiting-room.ts';

describe('an order of very many lines that are not there', () => {
  let room: WaitingRoom;
  const skus = Array.from({ length: 60 }, () => `SKU-${unique()}`);
  beforeAll(async () => {
    room = await openWaitingRoom();
    for (const sku of skus) await room.product(sku, { backorderLimit: 10 });
  });
  afterAll(() => room.close());

  it('takes all of its places, or none; and gives all of them up', async () => {
    const order = await room.placed(skus.map((sku) => ({ sku, quantity: 2 })));
    expect(order.lines.every(({ backordered }: { backordered: number }) => backordered === 2)).toBe(true);
    expect(await room.wrong()).toEqual([]);

    await call('orders/cancel-order', { params: { id: order.id }, body: { reason: 'too long' } });
    await settleStock(room.deps(), order.id);
    for (const sku of skus) expect(await room.countOf(sku)).toBe(0);
    expect(await room.wrong()).toEqual([]);
  });

  it('is refused whole where another was faster, and leaves nothing in the queues', async () => {
    // Each queue has room for one of them.
    const lines = skus.map((sku) => ({ sku, quantity: 6 }));
    const answers = await Promise.all([room.order(lines), room.order(lines)]);

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    for (const sku of skus) expect(await room.countOf(sku)).toBe(6);
    expect(await room.wrong()).toEqual([]);
  });
});
