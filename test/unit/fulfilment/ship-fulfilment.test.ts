import { createWaybill } from '../../../shared/fulfilment/create-waybill.ts';
import { type ShipWish, shipFulfilment } from '../../../shared/fulfilment/ship-fulfilment.ts';
import { dueClosings } from '../../../shared/orders/close-reservations.ts';
import type { Fulfilment } from '../../../shared/orders/fulfilment.ts';
import { aContext } from '../../builders/an-order.ts';
import { aReadyOrder, decided, ID, PARCEL_ID, sibling, standing, typesOf } from './fulfilment-cases.ts';

const ship = async (wish: ShipWish, ...fulfilments: Fulfilment[]) =>
  shipFulfilment(aReadyOrder(...fulfilments), ID, wish, await aContext());

describe('making a waybill', () => {
  const waybill = async (wish = {}, carrierWish?: string) => {
    const order = aReadyOrder(standing('packed'));
    const body = {
      ...order.body,
      delivery: { method: 'standard' as const, ...(carrierWish ? { carrierWish } : {}) },
    };
    return decided(createWaybill({ ...order, body }, ID, wish, await aContext())).next.fulfilments[0]
      ?.parcels[0];
  };

  it('numbers the parcel itself, readably, when nobody brings a number', async () => {
    expect(await waybill()).toEqual({
      id: PARCEL_ID,
      carrier: 'generic',
      trackingNumber: expect.stringMatching(/^OMS240701ABC123101[0-9A-Z]$/),
      status: 'created',
    });
  });

  it('takes the warehouse’s carrier, else the one the buyer wishes for, else the policy’s', async () => {
    expect(await waybill({ carrier: 'dhl' }, 'SF-Express')).toMatchObject({ carrier: 'dhl' });
    expect(await waybill({}, 'SF-Express')).toMatchObject({ carrier: 'sf-express' });
    expect(await waybill({}, 'whoever is quickest!')).toMatchObject({ carrier: 'generic' });
  });

  it('keeps number and service that were given', async () => {
    expect(await waybill({ carrier: 'dhl', service: 'express', trackingNumber: 'JD014' })).toMatchObject({
      carrier: 'dhl',
      service: 'express',
      trackingNumber: 'JD014',
    });
  });

  it('is refused when it has another number already', async () => {
    const order = aReadyOrder(standing('waybilled'));
    expect(createWaybill(order, ID, { trackingNumber: 'OTHER1' }, await aContext())).toMatchObject({
      code: 'illegal_transition',
      extra: { state: 'waybilled', allowed: ['ship'] },
    });
  });
});

describe('shipping', () => {
  it('hands the parcel over, starts its clock, and ends its reservations', async () => {
    const decision = decided(await ship({}, standing('waybilled')));
    expect(decision.next.fulfilments).toMatchObject([
      {
        status: 'shipped',
        shippedAt: '2024-07-01T01:00:00.000Z',
        dueAt: '2024-07-03T01:00:00.000Z',
        parcels: [{ status: 'handed_over' }],
      },
    ]);
    expect(decision.events).toMatchObject([
      {
        type: 'shipped',
        data: { fulfilmentId: ID, parcels: [{ carrier: 'sf-express', trackingNumber: 'SF1001' }] },
      },
    ]);
    expect(dueClosings(decision.next)).toMatchObject([{ how: 'issue', document: ID }]);
  });

  it('takes the carrier’s own paper where no waybill was made', async () => {
    const decision = decided(await ship({ carrier: 'ups', trackingNumber: '1Z999' }, standing('packed')));
    expect(decision.next.fulfilments).toMatchObject([
      {
        status: 'shipped',
        parcels: [{ id: PARCEL_ID, carrier: 'ups', trackingNumber: '1Z999', status: 'handed_over' }],
      },
    ]);
    expect(typesOf(decision)).toEqual(['waybill_created', 'shipped']);
  });

  it('names what is missing where no waybill was made', async () => {
    expect(await ship({}, standing('packed'))).toMatchObject({
      status: 422,
      errors: [{ path: '/carrier' }, { path: '/trackingNumber' }],
    });
    expect(await ship({ carrier: 'ups' }, standing('packed'))).toMatchObject({
      errors: [{ path: '/trackingNumber', code: 'required' }],
    });
  });

  it('refuses a paper that is not the waybill’s', async () => {
    expect(await ship({ trackingNumber: 'OTHER1' }, standing('waybilled'))).toMatchObject({
      status: 422,
      errors: [{ path: '/trackingNumber', code: 'differs_from_waybill' }],
    });
    expect(await ship({ trackingNumber: 'OTHER1' }, standing('shipped'))).toMatchObject({
      code: 'illegal_transition',
    });
  });

  it('is partial until the last location has shipped', async () => {
    const first = decided(await ship({}, standing('waybilled'), sibling('packed')));
    expect(typesOf(first)).toEqual(['partially_shipped']);
    expect(first.next.head).toMatchObject({ stage: 'ready_processed', fulfilment: 'partially_shipped' });
    const last = decided(await ship({}, standing('waybilled'), sibling('shipped')));
    expect(typesOf(last)).toEqual(['shipped']);
    expect(last.next.head.stage).toBe('shipped');
  });

  it('always writes the head: two locations may ship in the same moment', async () => {
    const order = aReadyOrder(
      standing('waybilled'),
      sibling('packed'),
      sibling('shipped', { id: `${ID}3`, ordinal: 3 }),
    );
    const { next } = decided(shipFulfilment(order, ID, {}, await aContext()));
    expect([order.head.fulfilment, next.head.fulfilment]).toEqual(['partially_shipped', 'partially_shipped']);
    expect(next.head.version).toBe(order.head.version + 1);
  });
});
