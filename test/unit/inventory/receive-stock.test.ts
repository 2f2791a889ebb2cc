import type { Product } from '../../../shared/catalog/product.ts';
import type { SkuStock } from '../../../shared/inventory/effects/load-stock-store.ts';
import { receiveStockSchema } from '../../../shared/inventory/inventory-schema.ts';
import { arrivalChanges, arrivalsOf, checkReceipt } from '../../../shared/inventory/receive-stock.ts';
import { validate } from '../../../shared/runtime/http-request.ts';
import { aProduct, aStockRow } from '../../builders/a-product.ts';

const lantern: Product = { sku: 'LANTERN', version: 1, ...aProduct({ safetyStock: 3 }) };
const known = (stock: SkuStock['stock'] = []) => new Map([['LANTERN', { product: lantern, stock }]]);
const receipt = { id: 'rcp_1', locationId: 'main' };

describe('taking goods in', () => {
  it('sums lines of the same product', () => {
    const lines = [
      { sku: 'LANTERN', quantity: 2 },
      { sku: 'LANTERN', quantity: 3 },
    ];
    expect(arrivalsOf({ ...receipt, lines }, known())).toEqual([{ sku: 'LANTERN', shard: 0, quantity: 5 }]);
  });

  it('names every line whose product is unknown, and an unknown location', () => {
    const lines = ['LANTERN', 'NONE', 'NOR-THIS'].map((sku) => ({ sku, quantity: 1 }));
    expect(checkReceipt(lines, false, known())).toMatchObject({
      status: 422,
      errors: [
        { path: '/locationId', code: 'unknown_location' },
        { path: '/lines/1/sku', code: 'unknown_sku' },
        { path: '/lines/2/sku', code: 'unknown_sku' },
      ],
    });
    expect(checkReceipt(lines.slice(0, 1), true, known())).toBeUndefined();
  });

  it('opens a row where the product has never been, with its safety stock', () => {
    const arrivals = [{ sku: 'LANTERN', shard: 0, quantity: 5 }];
    expect(arrivalChanges(arrivals, receipt, known())).toMatchObject([{ opensWithSafety: 3 }]);
    const elsewhere = known([aStockRow({ locationId: 'other' })]);
    expect(arrivalChanges(arrivals, receipt, elsewhere)).toMatchObject([{ opensWithSafety: 3 }]);
    const [change] = arrivalChanges(arrivals, receipt, known([aStockRow()]));
    expect(change?.opensWithSafety).toBeUndefined();
  });

  it.each([
    [{ locationId: 'main', lines: [] }, '/lines'],
    [{ locationId: 'main', lines: [{ sku: 'A', quantity: 0 }] }, '/lines/0/quantity'],
    [{ locationId: 'main', lines: [{ sku: 'A', quantity: 1.5 }] }, '/lines/0/quantity'],
    [{ locationId: 'main', lines: [{ sku: 'A#B', quantity: 1 }] }, '/lines/0/sku'],
    [{ locationId: 'a b', lines: [{ sku: 'A', quantity: 1 }] }, '/locationId'],
    [{ lines: [{ sku: 'A', quantity: 1 }] }, '/locationId'],
    [{ locationId: 'main', lines: [{ sku: 'A', quantity: 1, colour: 'red' }] }, '/lines/0/colour'],
    [{ locationId: 'main', lines: Array(1001).fill({ sku: 'A', quantity: 1 }) }, '/lines'],
  ])('refuses what is no receipt and says where (%#)', (body, path) => {
    expect(validate(receiveStockSchema, body)).toMatchObject({ status: 422, errors: [{ path }] });
  });
});
