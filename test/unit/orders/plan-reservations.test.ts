import * as fc from 'fast-check';
import { closingChanges, fitting, writesOf } from '../../../shared/orders/close-reservations.ts';
import { planReservations, reserveChanges } from '../../../shared/orders/plan-reservations.ts';
import { RESERVATION_PAGE } from '../../../shared/orders/reservation.ts';

const units = fc.record({
  lineId: fc.integer({ min: 1, max: 300 }).map((n) => `lin_${n}`),
  sku: fc.integer({ min: 1, max: 150 }).map((n) => `SKU-${n}`),
  shard: fc.integer({ min: 0, max: 2 }),
  quantity: fc.integer({ min: 1, max: 20 }),
});
const plan = fc.array(
  fc.record({
    locationId: fc.constantFrom('a', 'b', 'c'),
    units: fc.array(units, { minLength: 1, maxLength: 200 }),
  }),
  {
    maxLength: 3,
  },
);

const rowKeys = (changes: readonly { sku: string; shard: number; locationId: string }[]) =>
  changes.map(({ sku, shard, locationId }) => `${sku}#${shard}@${locationId}`);

describe('laying a sourcing plan out in reservation pages', () => {
  it('keeps every unit, and all units of a stock row in one page', () => {
    fc.assert(
      fc.property(plan, (sourced) => {
        const pages = planReservations(sourced);
        expect(pages.flatMap((page) => page.units)).toHaveLength(
          sourced.flatMap((each) => each.units).length,
        );
        for (const [index, { units: wanted }] of sourced.entries()) {
          const own = pages.filter(({ fulfilment }) => fulfilment === index + 1);
          expect(own.flatMap((page) => page.units).reduce((sum, { quantity }) => sum + quantity, 0)).toBe(
            wanted.reduce((sum, { quantity }) => sum + quantity, 0),
          );
          const rows = own.flatMap((page) => rowKeys(reserveChanges(page, 'ord')));
          expect(new Set(rows).size).toBe(rows.length);
        }
      }),
    );
  });

  it('gives back and issues exactly what it took, row by row, in pages that fit a transaction', () => {
    fc.assert(
      fc.property(plan, (sourced) => {
        for (const reservation of planReservations(sourced)) {
          const taken = reserveChanges(reservation, 'ord');
          expect(taken.length).toBeLessThanOrEqual(RESERVATION_PAGE);
          for (const how of ['release', 'issue'] as const) {
            const closing = { reservation, how, document: 'doc' };
            const given = closingChanges(closing);
            expect(given.map(({ sku, shard, quantity }) => ({ sku, shard, quantity }))).toEqual(
              taken.map(({ sku, shard, quantity }) => ({ sku, shard, quantity })),
            );
            expect(writesOf(closing)).toBeLessThanOrEqual(90);
          }
        }
      }),
    );
  });

  it('leaves to later transactions what one has no room for, in order', () => {
    const page = (rows: number) => ({
      reservation: {
        fulfilment: 1,
        page: rows,
        locationId: 'a',
        units: Array.from({ length: rows }, (_, at) => ({
          lineId: `lin_${at}`,
          sku: `SKU-${at}`,
          shard: 0,
          quantity: 1,
        })),
      },
      how: 'issue' as const,
      document: 'ful',
    });
    const closings = [page(40), page(10), page(1)];
    expect(fitting(closings, 96)).toEqual({ now: [closings[0]], later: [closings[1], closings[2]] });
    expect(fitting(closings, 200).later).toEqual([]);
    expect(fitting(closings, 10).now).toEqual([]);
  });
});
