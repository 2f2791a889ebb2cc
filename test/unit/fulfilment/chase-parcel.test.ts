import { chaseParcel } from '../../../shared/fulfilment/chase-parcel.ts';
import type { Fulfilment, Parcel } from '../../../shared/orders/fulfilment.ts';
import { FULFILMENT_STATUS, type FulfilmentStatus } from '../../../shared/orders/order-states.ts';
import { aContext } from '../../builders/an-order.ts';
import { aParcel, aReadyOrder, decided, ID, standing } from './fulfilment-cases.ts';

const DUE = '2024-07-03T00:30:00.000Z';
const chase = async (at: string, fulfilment: Fulfilment) =>
  chaseParcel(aReadyOrder(fulfilment), ID, { ...(await aContext()), at, actor: 'system:parcel-sweep' });
const withParcels = (...parcels: Partial<Parcel>[]) =>
  standing('shipped', { parcels: parcels.map((change) => aParcel({ status: 'in_transit', ...change })) });

describe('a parcel without news', () => {
  it('is told of after 48 hours, and looked at again after as many', async () => {
    const { next, events } = decided(await chase(DUE, standing('shipped')));
    expect(events).toMatchObject([
      {
        type: 'exception_parcel_silent',
        data: { fulfilmentId: ID, trackingNumbers: ['SF1001'], silentSince: '2024-07-01T00:30:00.000Z' },
      },
    ]);
    expect(next.fulfilments).toMatchObject([{ dueAt: '2024-07-05T00:30:00.000Z', version: 2 }]);
    expect(next.head.version).toBe(1);
  });

  it('is told of once per time, however often the sweep runs', async () => {
    const [after] = decided(await chase(DUE, standing('shipped'))).next.fulfilments;
    if (!after) throw new Error('no fulfilment');
    expect(await chase(DUE, after)).toBe('nothing');
    expect(decided(await chase('2024-07-05T00:30:00.000Z', after)).events).toHaveLength(1);
  });

  it('is left in peace when there is younger news: the clock is wound on in silence', async () => {
    const { next, events } = decided(await chase(DUE, withParcels({ newsAt: '2024-07-02T10:00:00.000Z' })));
    expect(events).toEqual([]);
    expect(next.fulfilments).toMatchObject([{ dueAt: '2024-07-04T10:00:00.000Z', version: 2 }]);
  });

  it('is named alone among several', async () => {
    const { next, events } = decided(
      await chase(
        DUE,
        withParcels(
          { trackingNumber: 'LOUD', newsAt: '2024-07-02T10:00:00.000Z' },
          { trackingNumber: 'SILENT', newsAt: '2024-07-01T00:30:00.000Z' },
          { trackingNumber: 'DONE', status: 'delivered' },
        ),
      ),
    );
    expect(events[0]?.data).toMatchObject({ trackingNumbers: ['SILENT'] });
    expect(next.fulfilments[0]?.dueAt).toBe('2024-07-04T10:00:00.000Z');
  });

  it('is not waited for when none is under way', async () => {
    const { next, events } = decided(await chase(DUE, withParcels({ status: 'returned' })));
    expect(events).toEqual([]);
    expect(next.fulfilments[0]).not.toHaveProperty('dueAt');
  });

  it('is not chased before its time', async () => {
    expect(await chase('2024-07-03T00:29:59.999Z', standing('shipped'))).toBe('nothing');
  });

  it.each((Object.keys(FULFILMENT_STATUS) as FulfilmentStatus[]).filter((status) => status !== 'shipped'))(
    'is not chased when its fulfilment is %s',
    async (status) => {
      expect(await chase(DUE, standing(status, { dueAt: DUE }))).toBe('nothing');
    },
  );
});
