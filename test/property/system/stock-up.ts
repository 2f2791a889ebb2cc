import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { BUNDLES } from '../../../shared/catalog/effects/bundle-store.ts';
import type { Component } from '../../../shared/catalog/product.ts';
import { movementSk, PRODUCT, skuPk, stockKey } from '../../../shared/inventory/stock-keys.ts';
import { money } from '../../../shared/kernel/money.ts';
import { openTable } from '../../../shared/runtime/table.ts';
import { aProduct, aStockRow } from '../../builders/a-product.ts';
import { addUnits } from '../model/told.ts';
import type { World } from './world.ts';

/** The places where stock lies. */
export const LOCATIONS = ['main', 'north'] as const;

/**
 * What lies of each product at each place, by shard: little enough that some orders find too little. The second is a
 * product whose stock is spread over two rows; of the third, one unit is never promised. Both may be waited for, a little.
 */
const SHELVES = [
  { rows: [12], safetyStock: 0 },
  { rows: [5, 4], safetyStock: 0, backorderLimit: 3 },
  { rows: [5], safetyStock: 1, backorderLimit: 6 },
] as const;

/** A bundle, and that its parts know of it, as a `PUT` writes them. */
const bundleItems = (sku: string, price: number, parts: readonly Component[]): Record<string, unknown>[] => [
  {
    ...{ pk: skuPk(sku), sk: PRODUCT, sku, version: 1, stockRows: 0 },
    ...aProduct({ price: money(price, 'CNY'), components: [...parts] }),
  },
  { pk: skuPk(sku), sk: BUNDLES, sku, isBundle: true },
  ...parts.map((part) => ({
    pk: skuPk(part.sku),
    sk: BUNDLES,
    sku: part.sku,
    bundles: new Set([sku]),
  })),
];

/** Puts a sequence's goods on the shelves, in one request; commands add to them as people do. */
export const stockUp = async (world: World): Promise<void> => {
  const items = world.skus.flatMap(({ sku, price, parts }, at): Record<string, unknown>[] => {
    if (parts) return bundleItems(sku, price, parts);
    const { rows, ...more } = SHELVES[at] ?? SHELVES[0];
    const { safetyStock } = more;
    const product = aProduct({ price: money(price, 'CNY'), stockShards: rows.length, ...more });
    return [
      { pk: skuPk(sku), sk: PRODUCT, sku, version: 1, stockRows: LOCATIONS.length, ...product },
      ...LOCATIONS.flatMap((locationId) =>
        rows.flatMap((onHand, shard) => {
          addUnits(world.told, sku, locationId, onHand);
          const place = { sku, locationId, shard };
          // The first row of a place carries its safety stock.
          const row = aStockRow({ ...place, onHand, safety: shard === 0 ? safetyStock : 0 });
          const id = `mov_${sku}_${locationId}_${shard}`;
          const came = { id, ...place, quantity: onHand, cause: 'receipt', document: 'test' };
          return [
            { ...stockKey(place), ...row, moves: 1 },
            { pk: skuPk(sku), sk: movementSk(id), ...came },
          ];
        }),
      ),
    ];
  });
  const { client, name } = openTable();
  const requests = items.map((Item) => ({ PutRequest: { Item } }));
  await client.send(new BatchWriteCommand({ RequestItems: { [name]: requests } }));
};
