import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { movementSk, PRODUCT, skuPk, stockSk } from '../../../shared/inventory/stock-keys.ts';
import { money } from '../../../shared/kernel/money.ts';
import { openTable } from '../../../shared/runtime/table.ts';
import { aProduct, aStockRow } from '../../builders/a-product.ts';
import { addUnits } from '../model/told.ts';
import type { World } from './world.ts';

/** The places where stock lies. */
export const LOCATIONS = ['main', 'north'] as const;

/** Units of each product at each place: little enough that some orders find too little. */
const UNITS = [12, 9, 4];

/** Puts a sequence's goods on the shelves, in one request; commands add to them as people do. */
export const stockUp = async (world: World): Promise<void> => {
  const items = world.skus.flatMap(({ sku, price }, at) => {
    const onHand = UNITS[at] ?? 1;
    const product = aProduct({ price: money(price, 'CNY') });
    return [
      { pk: skuPk(sku), sk: PRODUCT, sku, version: 1, stockRows: LOCATIONS.length, ...product },
      ...LOCATIONS.flatMap((locationId) => {
        addUnits(world.told, sku, locationId, onHand);
        const row = { sku, locationId, shard: 0 };
        const id = `mov_${sku}_${locationId}`;
        const came = { id, ...row, quantity: onHand, cause: 'receipt', document: 'test' };
        return [
          { pk: skuPk(sku), sk: stockSk(locationId, 0), ...aStockRow({ ...row, onHand }) },
          { pk: skuPk(sku), sk: movementSk(id), ...came },
        ];
      }),
    ];
  });
  const { client, name } = openTable();
  const requests = items.map((Item) => ({ PutRequest: { Item } }));
  await client.send(new BatchWriteCommand({ RequestItems: { [name]: requests } }));
};
