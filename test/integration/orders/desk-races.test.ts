import { verifyTable } from '../../../scripts/verify/verify-table.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { type AnyBody, allocated, call, paid, placed, read, step, stocked } from './desk.ts';

const RUNS = 5;
let test: TestTable;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
}, 60_000);
afterAll(() => test?.close());

const cancel = ({ id }: AnyBody) =>
  call('orders/cancel-order', { params: { id }, body: { reason: 'changed my mind' } });
const stockOf = async (sku: string) => (await call('inventory/get-inventory', { params: { sku } })).body;
const packed = async (order: AnyBody): Promise<AnyBody> => {
  const [fulfilment] = (await allocated(await paid(order))).fulfilments;
  const lines = fulfilment.lines.map(({ lineId, quantity }: AnyBody) => ({ lineId, picked: quantity }));
  await step(fulfilment, 'pick-fulfilment', { lines });
  await step(fulfilment, 'pack-fulfilment');
  await step(fulfilment, 'create-waybill');
  return fulfilment;
};

describe('cancelling an order while something else happens to it', () => {
  it('paying: all the money that came in is on its way back, and no unit is kept', async () => {
    const sku = await stocked(test.table, 50);
    for (let run = 0; run < RUNS; run++) {
      const order = await placed([{ sku, quantity: 2 }]);
      const params = { id: order.id };
      const { body: payment } = await call('payments/open-payment', { params, body: { method: 'transfer' } });
      const [cancelled, captured] = await Promise.all([
        cancel(order),
        call('payments/capture-payment', {
          params: { ...params, paymentId: payment.id },
          body: { amount: payment.amount, reference: `statement ${run}` },
        }),
      ]);
      expect([cancelled.status, captured.status]).toEqual([200, 200]);
      const { status, refunds, totals } = await read(order.id);
      const back = refunds.reduce((sum: number, { amount }: AnyBody) => sum + amount.amount, 0);
      expect([status, totals.paid.amount, back]).toEqual(['cancelled', 3980, 3980]);
    }
    expect(await stockOf(sku)).toMatchObject({ reserved: 0, onHand: 100 });
  });

  it('being sent to the warehouse: it ends, and the warehouse has nothing left to do for it', async () => {
    const sku = await stocked(test.table, 50);
    for (let run = 0; run < RUNS; run++) {
      const order = await paid(await placed([{ sku, quantity: 1 }]));
      await Promise.all([cancel(order), allocated(order)]);
      const { status, fulfilments } = await read(order.id);
      expect(status).toBe('cancelled');
      expect(fulfilments.filter((each: AnyBody) => each.status !== 'cancelled')).toEqual([]);
    }
    expect((await stockOf(sku)).reserved).toBe(0);
  });

  it('shipping: it is either cancelled and paid back, or sent and kept', async () => {
    const sku = await stocked(test.table, 50);
    let sent = 0;
    for (let run = 0; run < RUNS; run++) {
      const order = await placed([{ sku, quantity: 1 }]);
      const fulfilment = await packed(order);
      const [cancelled, shipped] = await Promise.all([cancel(order), step(fulfilment, 'ship-fulfilment')]);
      expect([cancelled.status, shipped.status].sort()).toEqual([200, 409]);
      const now = await read(order.id);
      expect(now.status).toBe(shipped.status === 200 ? 'open' : 'cancelled');
      expect(now.refunds).toHaveLength(shipped.status === 200 ? 0 : 1);
      sent += shipped.status === 200 ? 1 : 0;
    }
    expect(await stockOf(sku)).toMatchObject({ reserved: 0, onHand: 100 - sent });
  });
});

describe('amending an order while it is shipped', () => {
  it('changes what may still be changed, and never what has left', async () => {
    const sku = await stocked(test.table, 50);
    for (let run = 0; run < RUNS; run++) {
      const order = await placed([{ sku, quantity: 1 }]);
      const fulfilment = await packed(order);
      const amend = (body: unknown) => call('orders/amend-order', { params: { id: order.id }, body });
      const [lines, note, shipped] = await Promise.all([
        amend({ lines: [{ id: 'lin_1', sku, quantity: 2 }] }),
        amend({ sellerNote: 'vip' }),
        step(fulfilment, 'ship-fulfilment'),
      ]);
      expect([lines.status, note.status, shipped.status]).toEqual([409, 200, 200]);
      expect(lines.body).toMatchObject({ code: 'illegal_transition', part: 'lines' });
      expect((await read(order.id)).lines[0].quantity).toBe(1);
    }
  });
});

describe('the whole table afterwards', () => {
  it('is without fault', async () => {
    expect((await verifyTable(test.table)).differences).toEqual([]);
  }, 60_000);
});
