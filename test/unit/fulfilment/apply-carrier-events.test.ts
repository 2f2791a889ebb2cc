import { applyCarrierEvents } from '../../../shared/fulfilment/apply-carrier-events.ts';
import { carrierEventSchema, type Scan } from '../../../shared/fulfilment/carrier-event-schema.ts';
import { dueClosings } from '../../../shared/orders/close-reservations.ts';
import type { Fulfilment } from '../../../shared/orders/fulfilment.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { aContext } from '../../builders/an-order.ts';
import {
  aParcel,
  aReadyOrder,
  decided,
  held,
  ID,
  PARCEL_ID,
  sibling,
  standing,
  typesOf,
} from './fulfilment-cases.ts';

const NOW = '2024-07-05T00:00:00.000Z';
const AT = (day: number): string => `2024-07-0${day}T12:00:00.000Z`;
const context = async () => ({ ...(await aContext()), at: NOW, actor: 'carrier:sf-express' });
const apply = async (order: Order, ...scans: Scan[]) =>
  applyCarrierEvents(order, ID, PARCEL_ID, scans, await context());
const shipped = (change: Partial<Fulfilment> = {}) => aReadyOrder(standing('shipped', change));

describe('applying a carrier’s scans', () => {
  it('writes each milestone of the way once', async () => {
    const moving = decided(await apply(shipped(), { status: 'in_transit', at: AT(2) }));
    expect(moving.events).toMatchObject([
      { type: 'in_transit', at: AT(2), data: { trackingNumber: 'SF1001' } },
    ]);
    expect(moving.next.head.version).toBe(1);
    const again = decided(await apply(moving.next, { status: 'in_transit', at: AT(3) }));
    expect(again.events).toEqual([]);
    expect(again.next.fulfilments[0]?.parcels[0]).toMatchObject({ newsAt: AT(3) });
  });

  it('reads the scans in the order of their time, not of their coming', async () => {
    const decision = decided(
      await apply(shipped(), { status: 'delivered', at: AT(4) }, { status: 'in_transit', at: AT(2) }),
    );
    expect(decision.events).toMatchObject([
      { type: 'in_transit', at: AT(2) },
      { type: 'out_for_delivery', at: AT(4) },
      { type: 'delivered', at: AT(4) },
    ]);
  });

  it('understands every way of writing a time', async () => {
    const decision = decided(
      await apply(shipped(), { status: 'in_transit', at: '2024-07-02T20:00:00+08:00' }),
    );
    expect(decision.events).toMatchObject([{ at: AT(2) }]);
  });

  it('ends the order’s way when it is delivered, and waits for nothing more', async () => {
    const { next } = decided(await apply(shipped(), { status: 'delivered', at: AT(4) }));
    expect(next.fulfilments).toMatchObject([{ status: 'delivered', deliveredAt: AT(4) }]);
    expect(next.fulfilments[0]).not.toHaveProperty('dueAt');
    expect(next.head).toMatchObject({ fulfilment: 'delivered', deliveredAt: AT(4), version: 2 });
    expect(next.head.dueAt).toBe('2024-07-11T12:00:00.000Z');
  });

  it('is partial until the last part is delivered; the last one’s time counts', async () => {
    const both = aReadyOrder(standing('shipped'), sibling('shipped'));
    const first = decided(await apply(both, { status: 'delivered', at: AT(3) }));
    expect(typesOf(first)).toEqual(['in_transit', 'out_for_delivery', 'partially_delivered']);
    expect(first.next.head.deliveredAt).toBeUndefined();
    const last = decided(
      await apply(aReadyOrder(standing('shipped'), sibling('delivered', { deliveredAt: AT(4) })), {
        status: 'delivered',
        at: AT(3),
      }),
    );
    expect(typesOf(last).at(-1)).toBe('delivered');
    expect(last.next.head.deliveredAt).toBe(AT(4));
  });

  it('does nothing for what it knows: the same scans, and late ones', async () => {
    const scans: Scan[] = [
      { status: 'picked_up', at: AT(2) },
      { status: 'exception', at: AT(3) },
      { status: 'delivered', at: AT(4) },
    ];
    const { next } = decided(await apply(shipped(), ...scans));
    expect(await apply(next, ...scans)).toBe('nothing');
    expect(await apply(next, { status: 'out_for_delivery', at: AT(3) })).toBe('nothing');
  });

  it('tells people of trouble and of returns', async () => {
    const stuck = decided(await apply(shipped(), { status: 'exception', at: AT(2) }));
    expect(stuck.events).toMatchObject([
      { type: 'exception_parcel', data: { status: 'exception', fulfilmentId: ID } },
    ]);
    const back = decided(await apply(stuck.next, { status: 'returned', at: AT(3) }));
    expect(back.events).toMatchObject([{ type: 'exception_parcel', data: { status: 'returned' } }]);
    expect(back.next.head.fulfilment).toBe('returned');
    expect(back.next.fulfilments[0]).not.toHaveProperty('dueAt');
  });

  it('ships what has evidently left, held or not, and takes its stock out', async () => {
    const order = held(aReadyOrder(standing('waybilled')));
    const { next, events } = decided(await apply(order, { status: 'picked_up', at: AT(2) }));
    expect(next.fulfilments).toMatchObject([
      { status: 'shipped', shippedAt: AT(2), parcels: [{ status: 'picked_up' }] },
    ]);
    expect(events).toMatchObject([{ type: 'shipped', at: AT(2), actor: 'carrier:sf-express' }]);
    expect(next.head).toMatchObject({ stage: 'shipped', version: 2 });
    expect(dueClosings(next)).toMatchObject([{ how: 'issue' }]);
  });

  it('brings a parcel nobody called shipped to the door in one go, without a hole in its history', async () => {
    const decision = decided(
      await apply(
        aReadyOrder(standing('waybilled')),
        { status: 'delivered', at: AT(4) },
        { status: 'picked_up', at: AT(2) },
      ),
    );
    expect(typesOf(decision)).toEqual(['shipped', 'in_transit', 'out_for_delivery', 'delivered']);
    expect(decision.next.fulfilments).toMatchObject([
      { status: 'delivered', shippedAt: AT(2), deliveredAt: AT(4) },
    ]);
  });

  it('does not take a carrier’s trouble for a departure', async () => {
    const { next } = decided(
      await apply(aReadyOrder(standing('waybilled')), { status: 'exception', at: AT(2) }),
    );
    expect(next.fulfilments).toMatchObject([{ status: 'waybilled', parcels: [{ status: 'exception' }] }]);
  });

  it('tells people once when the parcel of a cancelled fulfilment travels', async () => {
    const order = aReadyOrder(standing('cancelled', { parcels: [aParcel()] }));
    const gone = decided(await apply(order, { status: 'picked_up', at: AT(2) }));
    expect(gone.events).toMatchObject([
      { type: 'exception_parcel', data: { status: 'picked_up', fulfilmentStatus: 'cancelled' } },
    ]);
    expect(gone.next.fulfilments).toMatchObject([{ status: 'cancelled' }]);
    expect(decided(await apply(gone.next, { status: 'in_transit', at: AT(3) })).events).toEqual([]);
  });

  it('does not believe a clock that runs ahead, nor a delivery before the departure', async () => {
    const ahead = decided(await apply(shipped(), { status: 'in_transit', at: '2099-01-01T00:00:00.000Z' }));
    expect(ahead.next.fulfilments[0]?.parcels[0]?.newsAt).toBe(NOW);
    const early = decided(await apply(shipped(), { status: 'delivered', at: '2020-01-01T00:00:00.000Z' }));
    expect(early.next.head.deliveredAt).toBe(early.next.fulfilments[0]?.shippedAt);
  });

  it('knows no parcel of another order', async () => {
    expect(applyCarrierEvents(aReadyOrder(), ID, PARCEL_ID, [], await context())).toMatchObject({
      status: 404,
    });
  });
});

describe('a carrier’s message at the door', () => {
  const message = {
    id: 'e1',
    carrier: 'generic',
    trackingNumber: 'SF1001',
    events: [{ status: 'delivered', at: AT(2) }],
  };

  it('is taken with place and note', () => {
    const events = [{ status: 'exception', at: AT(2), place: 'Shanghai', note: 'nobody at home' }];
    expect(carrierEventSchema.safeParse({ ...message, events }).success).toBe(true);
  });

  it.each([
    ['no scan', { events: [] }],
    ['too many scans', { events: Array.from({ length: 101 }, () => message.events[0]) }],
    ['an unknown status', { events: [{ status: 'lost', at: AT(2) }] }],
    ['a time that is none', { events: [{ status: 'delivered', at: 'yesterday' }] }],
    ['an unknown field', { colour: 'red' }],
    ['a carrier that could break a key', { carrier: 'sf#x' }],
    ['a number that could break a key', { trackingNumber: 'SF#1001' }],
  ])('is refused with %s', (_, change) => {
    expect(carrierEventSchema.safeParse({ ...message, ...change }).success).toBe(false);
  });
});
