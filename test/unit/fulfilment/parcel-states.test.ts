import fc from 'fast-check';
import { SCAN_STATUSES, type Scan } from '../../../shared/fulfilment/carrier-event-schema.ts';
import { followParcel } from '../../../shared/fulfilment/follow-parcel.ts';
import type { Parcel } from '../../../shared/orders/fulfilment.ts';
import { allows, PARCEL_STATUS } from '../../../shared/orders/order-states.ts';
import { aParcel } from './fulfilment-cases.ts';

const scan = fc.record({
  status: fc.constantFrom(...SCAN_STATUSES),
  at: fc.integer({ min: 0, max: 20 }).map((hour) => new Date(hour * 3_600_000).toISOString()),
});
const scans = fc.array(scan, { maxLength: 12 });

const follow = (told: readonly Scan[], start: Parcel = aParcel()): Parcel =>
  told.reduce((parcel, each) => followParcel(parcel, each).parcel, start);

describe('a parcel that is told of in any order', () => {
  it('makes no move that the table does not have', () => {
    fc.assert(
      fc.property(scans, (told) => {
        told.reduce((before, each) => {
          const { parcel, moved } = followParcel(before, each);
          expect(moved).toBe(parcel.status !== before.status);
          if (moved) expect(allows(PARCEL_STATUS, before.status, parcel.status)).toBe(true);
          return parcel;
        }, aParcel());
      }),
    );
  });

  it('is not moved by what was told before', () => {
    fc.assert(
      fc.property(scans, (told) => {
        const once = follow(told);
        const way = told.filter(({ status }) => status !== 'exception');
        const settled = once.status === 'delivered' || once.status === 'returned';
        expect(follow(settled ? told : [], once)).toEqual(once);
        const undisturbed = follow(way);
        expect(follow(way, undisturbed)).toEqual(undisturbed);
      }),
    );
  });

  it('ends where it ends, whatever the order of the news', () => {
    fc.assert(
      fc.property(
        scans.chain((told) =>
          fc.tuple(fc.constant(told), fc.shuffledSubarray(told, { minLength: told.length })),
        ),
        ([one, other]) => {
          const ends = (told: readonly Scan[]) => {
            const { status } = follow(told);
            return status === 'delivered' || status === 'returned' ? status : 'under way';
          };
          expect(ends(other)).toBe(ends(one));
        },
      ),
    );
  });
});
