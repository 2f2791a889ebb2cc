import fc from 'fast-check';
import { SCAN_STATUSES, type Scan } from '../../../shared/fulfilment/carrier-event-schema.ts';
import { followParcel } from '../../../shared/fulfilment/follow-parcel.ts';
import { PARCEL_STATUSES, type Parcel, type ParcelStatus } from '../../../shared/orders/fulfilment.ts';
import { aParcel } from './fulfilment-cases.ts';

const AT = (hour: number): string => `2024-07-02T${String(hour).padStart(2, '0')}:00:00.000Z`;
const follow = (parcel: Parcel, ...scans: Scan[]): Parcel =>
  scans.reduce((current, scan) => followParcel(current, scan).parcel, parcel);

/** Where a newer scan leads: the row is the parcel's status, the entry what it becomes. */
const WAY = SCAN_STATUSES.slice(0, 4);
const expected = (from: ParcelStatus, scan: Scan['status']): ParcelStatus => {
  if (from === 'returned') return from;
  if (scan === 'returned') return scan;
  if (from === 'delivered') return from;
  if (from === 'exception' || scan === 'exception') return scan;
  return WAY.indexOf(scan) > WAY.indexOf(from as Scan['status']) ? scan : from;
};

describe('following a parcel', () => {
  it.each(PARCEL_STATUSES.flatMap((from) => SCAN_STATUSES.map((scan) => ({ from, scan }))))(
    '$from: a newer scan "$scan"',
    ({ from, scan }) => {
      const after = follow(aParcel({ status: from, newsAt: AT(1) }), { status: scan, at: AT(2) });
      expect(after.status).toBe(expected(from, scan));
    },
  );

  it('takes a late scan forward, never back', () => {
    const parcel = aParcel({ status: 'in_transit', newsAt: AT(5), inTransitAt: AT(5) });
    expect(follow(parcel, { status: 'picked_up', at: AT(4) })).toBe(parcel);
    expect(follow(parcel, { status: 'delivered', at: AT(4) })).toMatchObject({
      status: 'delivered',
      newsAt: AT(5),
      deliveredAt: AT(4),
    });
  });

  it('takes the same status from another place as a sign of life', () => {
    const parcel = aParcel({ status: 'in_transit', newsAt: AT(5), inTransitAt: AT(5) });
    expect(followParcel(parcel, { status: 'in_transit', at: AT(6) })).toEqual({
      parcel: { ...parcel, newsAt: AT(6) },
      moved: false,
    });
  });

  it('goes into an exception and out of it by the carrier’s clock', () => {
    const stuck = follow(aParcel({ status: 'out_for_delivery', newsAt: AT(3) }), {
      status: 'exception',
      at: AT(4),
    });
    expect(stuck.status).toBe('exception');
    expect(follow(stuck, { status: 'out_for_delivery', at: AT(3) })).toMatchObject({
      status: 'exception',
      outForDeliveryAt: AT(3),
    });
    expect(follow(stuck, { status: 'in_transit', at: AT(5) }).status).toBe('in_transit');
    expect(
      follow(aParcel({ status: 'in_transit', newsAt: AT(5) }), { status: 'exception', at: AT(4) }).status,
    ).toBe('in_transit');
  });

  it('fills the milestones the carrier skipped', () => {
    expect(follow(aParcel(), { status: 'delivered', at: AT(9) })).toMatchObject({
      inTransitAt: AT(9),
      outForDeliveryAt: AT(9),
      deliveredAt: AT(9),
    });
  });

  it('is the same after the same scans again, whatever they were', () => {
    const scan = fc.record({
      status: fc.constantFrom(...SCAN_STATUSES),
      at: fc.integer({ min: 0, max: 9 }).map(AT),
    });
    const byTime = (one: Scan, other: Scan): number => one.at.localeCompare(other.at);
    fc.assert(
      fc.property(fc.array(scan, { maxLength: 8 }), (scans) => {
        const once = follow(aParcel({ status: 'handed_over' }), ...scans.toSorted(byTime));
        expect(follow(once, ...scans.toSorted(byTime))).toEqual(once);
      }),
    );
  });
});
