import { parcelFindings } from '../../../scripts/verify/order-parcels.ts';
import type { WholeOrder } from '../../../scripts/verify/order-partition.ts';
import type { Fulfilment } from '../../../shared/orders/fulfilment.ts';
import { aParcel, aReadyOrder, standing } from '../fulfilment/fulfilment-cases.ts';

const found = (fulfilment: Fulfilment) =>
  parcelFindings({ ...aReadyOrder(fulfilment), events: [] } as unknown as WholeOrder);

const holding = (quantity: number) => aParcel({ lines: [{ lineId: 'lin_1', quantity }] });
const request = {
  reference: 'r-w1',
  carrier: 'sf-express',
  parcels: 1,
  state: 'answered',
  requestedAt: '2024-07-01T00:00:00.000Z',
} as const;

describe('verifying parcels', () => {
  it('finds nothing where boxes hold what was picked, or nobody said what they hold', () => {
    expect(found(standing('waybilled', { parcels: [holding(1), holding(1)] }))).toEqual([]);
    expect(found(standing('waybilled', { waybillRequests: [request] }))).toEqual([]);
  });

  it('finds units that are in no box', () => {
    expect(found(standing('waybilled', { parcels: [holding(1)] }))).toMatchObject([
      { severity: 'difference', what: 'lin_1 LANTERN: 2 were picked, its boxes hold 1' },
    ]);
  });

  it('finds a waybill that was answered and lost', () => {
    const lost = { waybillRequests: [{ ...request, parcels: 2 }] };
    expect(found(standing('waybilled', lost))).toMatchObject([{ severity: 'difference' }]);
  });

  it('says what a carrier still has to hear', () => {
    const open = { waybillRequests: [{ ...request, state: 'requested' as const }] };
    expect(found(standing('packed', open))).toMatchObject([
      { severity: 'pending', what: expect.stringContaining('request') },
    ]);
    expect(found(standing('cancelled', open))).toMatchObject([{ what: expect.stringContaining('withdraw') }]);
  });
});
