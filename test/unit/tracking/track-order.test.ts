import { knowsPhone, trackingView } from '../../../shared/tracking/track-order.ts';
import { trackOrderOperation } from '../../../shared/tracking/tracking-operations.ts';
import { anOrder } from '../../builders/an-order.ts';
import { aParcel, aReadyOrder, sibling, standing } from '../fulfilment/fulfilment-cases.ts';

const event = (type: 'placed' | 'paid' | 'held' | 'in_transit', at: string) => ({
  type,
  at,
  actor: 'user:secret',
});

describe('tracking an order', () => {
  it('shows the milestones, each once, and the parcels’ way', () => {
    const order = aReadyOrder(
      standing('shipped'),
      sibling('cancelled', { parcels: [aParcel({ trackingNumber: 'GONE' })] }),
    );
    const view = trackingView(order, [
      event('placed', '2024-07-01T00:00:00.000Z'),
      event('held', '2024-07-01T00:00:01.000Z'),
      event('in_transit', '2024-07-01T00:00:03.000Z'),
      event('paid', '2024-07-01T00:00:02.000Z'),
      event('paid', '2024-07-01T00:00:09.000Z'),
    ]);
    expect(view).toEqual({
      number: '240701-ABC123',
      stage: 'shipped',
      placedAt: '2024-07-01T00:00:00.000Z',
      promisedShipBy: '2024-07-02T00:00:00.000Z',
      milestones: [
        { number: 1, name: 'placed', at: '2024-07-01T00:00:00.000Z' },
        { number: 5, name: 'paid', at: '2024-07-01T00:00:02.000Z' },
        { number: 12, name: 'in_transit', at: '2024-07-01T00:00:03.000Z' },
      ],
      parcels: [{ carrier: 'sf-express', trackingNumber: 'SF1001', status: 'handed_over' }],
    });
    expect(trackOrderOperation.answer.safeParse(view).success).toBe(true);
  });

  it('tells nothing of people, places and prices', () => {
    const text = JSON.stringify(
      trackingView(aReadyOrder(standing('shipped')), [event('placed', '2024-07-01T00:00:00.000Z')]),
    );
    for (const secret of ['Ada', '1391234', '世纪大道', '上海', '3980', 'CNY', 'example.com', 'user:'])
      expect(text).not.toContain(secret);
  });

  it('asks for the receiver’s telephone, or the buyer’s', () => {
    const order = anOrder();
    const gift = { ...order, body: { ...order.body, customer: { name: 'Bob', phone: '+4420 7946 0958' } } };
    expect(knowsPhone(gift, '13912345678')).toBe(true);
    expect(knowsPhone(gift, '02079460958')).toBe(true);
    expect(knowsPhone(gift, '02079460959')).toBe(false);
    const { phone: _, ...customer } = order.body.customer;
    expect(knowsPhone({ ...order, body: { ...order.body, customer } }, '')).toBe(false);
  });
});
