import { verifyTable } from '../../../scripts/verify/verify-table.ts';
import { aProduct } from '../../builders/a-product.ts';
import { unique } from '../../builders/an-order-request.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { useCursorSecret } from '../../harness/secrets.ts';
import { type AnyBody, call, paid, placed, read } from '../orders/desk.ts';
import { allocate, aNetwork, ok, stockAt } from '../sourcing-cases.ts';

let test: TestTable;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
  useCursorSecret();
}, 60_000);
afterAll(async () => {
  expect((await verifyTable(test.table)).differences).toEqual([]);
  await test.close();
}, 60_000);

/** A workshop, something that lies there, and something that is made there once it is ordered. */
const aWorkshop = async (change: Record<string, unknown> = {}) => {
  const { ids, skus } = await aNetwork([[10]]);
  const [workshop = ''] = ids;
  const ring = `RING-${unique()}`;
  await ok('catalog/put-product', {
    params: { sku: ring },
    body: aProduct({ madeToOrder: { leadDays: 5, locationId: workshop }, ...change }),
  });
  return { workshop, ring, stocked: skus[0] ?? '' };
};

const ordered = async (lines: readonly unknown[], change: Record<string, unknown> = {}): Promise<AnyBody> =>
  allocate(await paid(await placed(lines as never, { ...change, paymentTerms: 'prepaid' })));

const work = (name: string, { id }: AnyBody, body: unknown = {}) =>
  call(`production/${name}-production`, { params: { id }, body });

/** Takes a fulfilment from the shelves to the carrier. */
const sent = async ({ id, lines }: AnyBody): Promise<void> => {
  const picks = lines.map(({ lineId, quantity }: AnyBody) => ({ lineId, picked: quantity }));
  await ok('fulfilment/pick-fulfilment', { params: { id }, body: { lines: picks } });
  await ok('fulfilment/pack-fulfilment', { params: { id } });
  await ok('fulfilment/ship-fulfilment', {
    params: { id },
    body: { carrier: 'generic', trackingNumber: `T${unique()}` },
  });
};

describe('goods that are made to order', () => {
  it('are sold without stock, made, received for their order, and sent', async () => {
    const { workshop, ring, stocked } = await aWorkshop();
    const order = await ordered([
      { sku: ring, quantity: 2, personalisation: 'For Bo' },
      { sku: stocked, quantity: 1 },
    ]);
    expect(order).toMatchObject({ stage: 'ready_processed', fulfilment: 'processing' });
    const [production] = order.productions;
    expect(production).toMatchObject({ status: 'requested', quantity: 2, personalisation: 'For Bo' });
    expect(order.delivery.promisedShipBy).toBe(production.expectedAt);
    expect(await stockAt(ring)).toEqual({});
    // What is there leaves first.
    await sent(order.fulfilments[0]);
    expect((await read(order.id)).fulfilment).toBe('partially_shipped');

    expect((await work('start', production, { reference: 'WO-7' })).body).toMatchObject({
      status: 'in_production',
      reference: 'WO-7',
    });
    const { body: ready } = await work('finish', production);
    expect(ready).toMatchObject({ status: 'ready', locationId: workshop });
    expect((await work('finish', production)).body).toEqual(ready);
    expect(await ok('production/get-production', { params: { id: production.id } })).toEqual(ready);
    expect(await stockAt(ring)).toEqual({ [workshop]: { onHand: 2, reserved: 2 } });
    const { body: ledger } = await call('inventory/list-movements', { params: { sku: ring } });
    expect(ledger.items).toMatchObject([{ cause: 'production', quantity: 2, document: production.id }]);

    const made = (await read(order.id)).fulfilments[1];
    expect(made).toMatchObject({ id: ready.fulfilmentId, lines: [{ sku: ring, personalisation: 'For Bo' }] });
    await sent(made);
    expect((await read(order.id)).fulfilment).toBe('shipped');
    expect(await stockAt(ring)).toEqual({ [workshop]: { onHand: 0, reserved: 0 } });
  });

  it('are received once, however many say at once that they are ready', async () => {
    const { workshop, ring } = await aWorkshop({ safetyStock: 3 });
    const orders = await Promise.all([1, 2, 3].map((quantity) => ordered([{ sku: ring, quantity }])));
    const productions = orders.map((order) => order.productions[0]);
    await Promise.all(productions.map((each) => work('start', each)));
    const said = await Promise.all([...productions, ...productions].map((each) => work('finish', each)));
    for (const { status } of said) expect([200, 409, 503]).toContain(status);
    for (const each of productions) expect((await work('finish', each)).status).toBe(200);
    expect(await stockAt(ring)).toEqual({ [workshop]: { onHand: 6, reserved: 6 } });
  });

  it('of a cancelled order are not made, and go into the stock where they were made already', async () => {
    const { workshop, ring } = await aWorkshop();
    const cancel = (order: AnyBody, body: Record<string, unknown> = {}, roles = ['service_agent']) =>
      call('orders/cancel-order', {
        params: { id: order.id },
        body: { reason: 'no more', ...body },
        roles: roles as never,
      });
    const early = await ordered([{ sku: ring, quantity: 1 }]);
    expect((await cancel(early)).status).toBe(200);
    expect((await work('start', early.productions[0])).body).toMatchObject({ code: 'illegal_transition' });

    const late = await ordered([{ sku: ring, quantity: 1 }]);
    await work('start', late.productions[0]);
    await work('finish', late.productions[0]);
    expect((await cancel(late)).body).toMatchObject({ status: 409, code: 'goods_being_made' });
    expect((await cancel(late, { evenIfMade: true })).status).toBe(403);
    expect((await cancel(late, { evenIfMade: true }, ['sales_manager'])).status).toBe(200);
    expect(await stockAt(ring)).toEqual({ [workshop]: { onHand: 1, reserved: 0 } });
    // Nobody else's order takes what was made for somebody.
    const other = await ordered([{ sku: ring, quantity: 1 }]);
    expect(other.productions).toMatchObject([{ status: 'requested' }]);
  });

  it('are never replaced by others of their kind, which were made for somebody else', async () => {
    const { workshop, ring } = await aWorkshop();
    const { ids } = await aNetwork([[1]]);
    const elsewhere = ids[0] ?? '';
    await ok('inventory/receive-stock', {
      body: { locationId: elsewhere, lines: [{ sku: ring, quantity: 5 }] },
    });
    const order = await ordered([{ sku: ring, quantity: 1 }]);
    await work('start', order.productions[0]);
    const { body: ready } = await work('finish', order.productions[0]);
    const rejected = await ok('sourcing/reject-fulfilment', {
      params: { id: ready.fulfilmentId },
      body: { code: 'too_busy' },
    });
    expect(rejected).toMatchObject({ status: 'exception', locationId: workshop });
    expect(await stockAt(ring)).toMatchObject({
      [workshop]: { onHand: 1, reserved: 1 },
      [elsewhere]: { onHand: 5, reserved: 0 },
    });
  });

  it('stand in the list of work until they are ready, what is expected first at the top', async () => {
    const { workshop, ring } = await aWorkshop();
    const later = await ordered([{ sku: ring, quantity: 1 }]);
    const sooner = await ordered([{ sku: ring, quantity: 1 }]);
    await work('delay', later.productions[0], { expectedAt: '2090-01-01T00:00:00Z', reason: 'no gold' });
    const listed = async (status: string): Promise<string[]> =>
      (
        await ok('production/list-productions', { query: { status, locationId: workshop, limit: '100' } })
      ).items.map(({ id }: AnyBody) => id);
    expect(await listed('requested')).toEqual([sooner.productions[0].id, later.productions[0].id]);
    expect((await read(later.id)).delivery.promisedShipBy).toBe('2090-01-01T00:00:00.000Z');
    await work('start', sooner.productions[0]);
    expect(await listed('requested')).toEqual([later.productions[0].id]);
    expect(await listed('in_production')).toEqual([sooner.productions[0].id]);
  });

  it('keep the order as it is once they are begun; before, it is changed, and they are asked for anew', async () => {
    const { ring } = await aWorkshop();
    const order = await ordered([{ sku: ring, quantity: 1 }]);
    const amend = (quantity: number) =>
      call('orders/amend-order', {
        params: { id: order.id },
        body: { lines: [{ id: 'lin_1', sku: ring, quantity }] },
      });
    expect((await amend(3)).status).toBe(200);
    const again = await allocate(await paid(await read(order.id)));
    expect(again.productions.map(({ status, quantity }: AnyBody) => [status, quantity])).toEqual([
      ['cancelled', 1],
      ['requested', 3],
    ]);
    await work('start', again.productions[1]);
    expect((await amend(2)).body).toMatchObject({ status: 409, code: 'goods_being_made' });
  });
});

describe('an order that waits for a confirmation', () => {
  it('stands in the work of who confirms, and goes on by itself when it is confirmed', async () => {
    const { stocked } = await aWorkshop();
    await ok('catalog/put-product', {
      params: { sku: stocked },
      body: aProduct({ confirmBeforeRelease: ['artwork'] }),
    });
    const order = await ordered([{ sku: stocked, quantity: 1 }]);
    expect(order.fulfilments).toMatchObject([{ status: 'allocated' }]);
    const waiting = async (): Promise<string[]> =>
      (
        await ok('orders/list-work', {
          query: { role: 'service_agent', waiting: 'confirmations', limit: '100' },
        })
      ).items.map(({ id }: AnyBody) => id);
    expect(await waiting()).toContain(order.id);
    const confirmed = await ok('orders/confirm-step', {
      params: { id: order.id, step: 'artwork' },
      body: { note: 'looks good' },
    });
    expect(confirmed).toMatchObject({
      fulfilments: [{ status: 'released' }],
      confirmations: [{ step: 'artwork', note: 'looks good' }],
    });
    expect(await waiting()).not.toContain(order.id);
  });
});
