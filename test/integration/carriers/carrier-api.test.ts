import { handler as waybill } from '../../../functions/fulfilment/create-waybill.ts';
import { handler as ship } from '../../../functions/fulfilment/ship-fulfilment.ts';
import { handler as cancel } from '../../../functions/orders/cancel-order.ts';
import type { CarrierPort } from '../../../shared/carriers/carrier-port.ts';
import { settleCarrierWork } from '../../../shared/carriers/effects/settle-carrier-work.ts';
import { sfExpress } from '../../../shared/carriers/effects/sf-express.ts';
import { findParcel } from '../../../shared/fulfilment/effects/parcel-store.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { TooBusyError } from '../../../shared/runtime/transact.ts';
import { callHandler } from '../../harness/call-handler.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { CHECKWORD, type FakeSf, PARTNER, startFakeSf } from '../../harness/fake-sf.ts';
import { happened } from '../fulfilment-orders.ts';
import { deps, describeCarrier, describeLocation, fulfilmentOf, packed, step } from './carrier-orders.ts';

let test: TestTable;
let sf: FakeSf;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
  await describeCarrier(test.table, 'sf-express', { connection: 'sf-express' });
  await describeLocation(test.table, 'main');
}, 60_000);
beforeEach(async () => {
  sf = await startFakeSf();
});
afterEach(() => sf.close());
afterAll(() => test?.close());

const port = (): CarrierPort =>
  sfExpress(
    { partnerId: PARTNER, checkword: CHECKWORD, monthlyCard: '7551234567', endpoint: sf.endpoint },
    () => new Date(),
  );

/** What the queue's worker does with a message of the order. */
const work = ({ head }: Order, change: Partial<CarrierPort> = {}, now?: () => Date) =>
  settleCarrierWork(deps(test.table, now), async () => ({ ...port(), ...change }), head.id);

const requested = async (parcels?: object[]) => {
  const made = await packed(test.table, 'main', parcels);
  const answer = await step(waybill, made.id);
  expect(answer).toMatchObject({ status: 200, body: { status: 'packed', parcels: [] } });
  return made;
};

const numbersOf = async (order: Order) =>
  (await fulfilmentOf(test.table, order)).parcels.map(({ trackingNumber }) => trackingNumber);

describe('a waybill of a carrier with an API', () => {
  it('is written down first, asked for by the worker, and makes the parcel once', async () => {
    const { order } = await requested();
    expect(await happened(test.table, order)).toContain('carrier_work_requested');
    expect(await work(order)).toBeUndefined();
    expect(await work(order)).toBeUndefined();
    const { status, parcels, waybillRequests } = await fulfilmentOf(test.table, order);
    expect(status).toBe('waybilled');
    expect(parcels).toMatchObject([{ carrier: 'sf-express', service: 'standard', status: 'created' }]);
    expect(waybillRequests).toMatchObject([{ state: 'answered' }]);
    expect(sf.orders.size).toBe(1);
    expect((await happened(test.table, order)).filter((type) => type === 'waybill_created')).toHaveLength(1);
    expect(await findParcel(test.table, 'sf-express', parcels[0]?.trackingNumber ?? '')).toBeDefined();
    expect(sf.messages[0]).toMatchObject({ parcelQty: 1, totalWeight: 1.2, monthlyCard: '7551234567' });
  });

  it('is not booked twice when we end between the carrier’s answer and our commit', async () => {
    const { order } = await requested();
    const dies: Partial<CarrierPort> = {
      requestWaybill: async (wanted) => {
        await port().requestWaybill(wanted);
        throw new TooBusyError('the function ends here');
      },
    };
    await expect(work(order, dies)).rejects.toThrow('ends here');
    expect(await numbersOf(order)).toEqual([]);
    await work(order);
    const [booked] = [...sf.orders.values()];
    expect(sf.orders.size).toBe(1);
    expect(await numbersOf(order)).toEqual(booked?.numbers);
  });

  it.each(['lose the answer', 'fail', 'hang up'] as const)(
    'comes through when the carrier’s side does this: %s',
    async (trouble) => {
      const { order } = await requested();
      sf.next(trouble);
      await expect(work(order)).rejects.toThrow();
      await work(order);
      expect(sf.orders.size).toBe(1);
      expect(await numbersOf(order)).toHaveLength(1);
    },
  );

  it('is asked for once in effect by two workers at the same moment', async () => {
    const { order } = await requested();
    await Promise.all([work(order), work(order)]);
    expect(sf.orders.size).toBe(1);
    expect(await numbersOf(order)).toHaveLength(1);
  });

  it('gives a number to each of several parcels', async () => {
    const { order, id } = await requested([
      { weightGrams: 700, lines: [{ lineId: 'lin_1', quantity: 1 }] },
      { lines: [{ lineId: 'lin_1', quantity: 1 }] },
    ]);
    await work(order);
    const { parcels } = await fulfilmentOf(test.table, order);
    expect(parcels.map(({ trackingNumber }) => trackingNumber)).toEqual([...sf.orders.values()][0]?.numbers);
    expect(parcels).toMatchObject([
      { weightGrams: 700, lines: [{ quantity: 1 }] },
      { lines: [{ quantity: 1 }] },
    ]);
    expect(sf.messages[0]).toMatchObject({ parcelQty: 2, totalWeight: 1.3 });
    expect((await step(ship, id)).body).toMatchObject({ status: 'shipped' });
  });

  it('that is refused is told, and another carrier may be taken', async () => {
    const { order, id } = await requested();
    sf.refuse('上海市');
    await work(order);
    expect(await fulfilmentOf(test.table, order)).toMatchObject({
      status: 'packed',
      waybillRequests: [{ state: 'refused', failure: '8114: 不在服务范围内' }],
    });
    expect(await happened(test.table, order)).toContain('exception_waybill');
    expect(
      (await step(waybill, id, { carrier: 'post', trackingNumber: `P${Date.now()}` })).body,
    ).toMatchObject({
      status: 'waybilled',
      parcels: [{ carrier: 'post' }],
    });
  });

  it('is not asked for twice by two calls, and nothing is shipped before it is there', async () => {
    const { order, id } = await requested();
    expect((await step(waybill, id)).body).toMatchObject({ status: 'packed' });
    expect((await fulfilmentOf(test.table, order)).waybillRequests).toHaveLength(1);
    expect(await step(ship, id, { carrier: 'post', trackingNumber: 'POST12345' })).toMatchObject({
      status: 409,
      body: { code: 'illegal_transition', allowed: ['waybill'] },
    });
  });
});

describe('a waybill that is not wanted any more', () => {
  const cancelled = async (order: Order) => {
    const answer = await callHandler(cancel, {
      params: { id: order.head.id },
      body: { reason: 'changed my mind' },
    });
    expect(answer.status).toBe(200);
  };
  const stateOf = async (order: Order) => (await fulfilmentOf(test.table, order)).waybillRequests?.[0]?.state;

  it('is taken back when its order is cancelled', async () => {
    const { order } = await requested();
    await work(order);
    const told = (await happened(test.table, order)).length;
    await cancelled(order);
    expect((await happened(test.table, order)).slice(told)).toContain('carrier_work_requested');
    await work(order);
    await work(order);
    expect([...sf.orders.values()]).toMatchObject([{ cancelled: true }]);
    expect(await stateOf(order)).toBe('withdrawn');
    expect(sf.calls.filter((call) => call.startsWith('EXP_RECE_UPDATE_ORDER'))).toHaveLength(1);
  });

  it('is taken back though it was cancelled while the carrier was being asked', async () => {
    const { order } = await requested();
    const meanwhile: Partial<CarrierPort> = {
      requestWaybill: async (wanted) => {
        const answer = await port().requestWaybill(wanted);
        await cancelled(order);
        return answer;
      },
    };
    await work(order, meanwhile);
    expect([...sf.orders.values()]).toMatchObject([{ cancelled: true }]);
    expect(await stateOf(order)).toBe('withdrawn');
    expect(await numbersOf(order)).toEqual([]);
  });

  it('that the carrier does not know yet is asked about again, because its request may be on its way', async () => {
    const { order } = await requested();
    await cancelled(order);
    await expect(work(order)).rejects.toThrow('does not know');
    expect(await stateOf(order)).toBe('requested');
    // The late request arrives; now there is something to take back.
    await port().requestWaybill({
      reference: (await fulfilmentOf(test.table, order)).waybillRequests?.[0]?.reference ?? '',
      from: { name: 'a', country: 'CN', city: 'b', line1: 'c' },
      to: { name: 'a', country: 'CN', city: 'b', line1: 'c' },
      parcels: [{ grams: 1 }],
      contents: [],
    });
    await work(order);
    expect([...sf.orders.values()]).toMatchObject([{ cancelled: true }]);
    expect(await stateOf(order)).toBe('withdrawn');
  });

  it('that never reached the carrier ends when nothing can be on its way any more', async () => {
    const { order } = await requested();
    await cancelled(order);
    await work(order, {}, () => new Date(Date.now() + 16 * 60_000));
    expect(await stateOf(order)).toBe('withdrawn');
    expect(sf.orders.size).toBe(0);
  });

  it('that the carrier keeps is told to people', async () => {
    const { order } = await requested();
    await work(order);
    await cancelled(order);
    sf.collect();
    await work(order);
    expect(await stateOf(order)).toBe('kept');
    expect(await happened(test.table, order)).toContain('exception_waybill');
  });

  it('gives way to another one', async () => {
    const { order, id } = await requested();
    const number = `OWN${Date.now()}`;
    expect((await step(waybill, id, { carrier: 'post', trackingNumber: number })).body).toMatchObject({
      status: 'waybilled',
      waybillRequests: [{ state: 'withdrawing' }],
    });
    await work(order, {}, () => new Date(Date.now() + 16 * 60_000));
    expect(await stateOf(order)).toBe('withdrawn');
    expect(await numbersOf(order)).toEqual([number]);
  });
});
