import fc from 'fast-check';
import { stockFindings } from '../../../scripts/verify/order-stock.ts';
import { isProblem } from '../../../shared/kernel/problem.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { NOTHING_KNOWN } from '../../../shared/sourcing/place.ts';
import { rejectFulfilment } from '../../../shared/sourcing/reject-fulfilment.ts';
import { REJECTION_CODES } from '../../../shared/sourcing/rejection.ts';
import { aProduct, aStockRow } from '../../builders/a-product.ts';
import { aContext, aFulfilment } from '../../builders/an-order.ts';
import { aReadyOrder } from '../fulfilment/fulfilment-cases.ts';

const PRODUCT = { sku: 'LANTERN', version: 1, ...aProduct() };

/** A location's refusal of the nth fulfilment that is still there, of so many units or of all. */
const refusals = fc.array(
  fc.record({
    nth: fc.integer({ min: 0, max: 3 }),
    code: fc.constantFrom(...REJECTION_CODES),
    units: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined }),
  }),
  { maxLength: 12 },
);

describe('locations that refuse goods', () => {
  it('never lose or double a unit of the order, and are never asked twice', async () => {
    const context = await aContext();
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 5 }), refusals, (stock, steps) => {
        const rows = stock.map((onHand, at) => aStockRow({ locationId: `place-${at}`, onHand }));
        const known = new Map([['LANTERN', { product: PRODUCT, stock: rows }]]);
        let order: Order = aReadyOrder(aFulfilment());
        for (const { nth, code, units } of steps) {
          const active = order.fulfilments.filter(({ status }) => status !== 'cancelled');
          const asked = active[nth % active.length];
          if (!asked) throw new Error('Nobody sends the order any more.');
          const lines = units === undefined ? {} : { lines: [{ lineId: 'lin_1', quantity: units }] };
          const before = order;
          const decision = rejectFulfilment(
            order,
            asked.id,
            { code, ...lines },
            { ...context, network: NOTHING_KNOWN, stock: known, random: () => 0 },
          );
          if (decision === 'nothing' || isProblem(decision)) continue;
          order = decision.next;
          expect(stockFindings({ ...order, events: [] })).toEqual([]);
          const refused = before.fulfilments
            .filter(({ rejected }) => rejected)
            .map((each) => each.locationId);
          const made = order.fulfilments.slice(before.fulfilments.length);
          for (const { locationId } of made) expect([...refused, asked.locationId]).not.toContain(locationId);
        }
      }),
      { numRuns: 200 },
    );
  });
});
