import type { PutProduct } from '../../shared/catalog/product-schema.ts';
import type { StockRow } from '../../shared/inventory/stock.ts';
import { money } from '../../shared/kernel/money.ts';
import type { PutLocation } from '../../shared/locations/location-schema.ts';

/** A lawful product to send; say only what the test is about. */
export const aProduct = (change: Partial<PutProduct> = {}): PutProduct => ({
  name: 'Lantern',
  price: money(1990, 'CNY'),
  weightGrams: 300,
  traits: [],
  substitutes: [],
  safetyStock: 0,
  stockShards: 1,
  active: true,
  ...change,
});

/** A stock row of lanterns in the main warehouse; `available` follows from the rest. */
export const aStockRow = (change: Partial<Omit<StockRow, 'available'>> = {}): StockRow => {
  const row = {
    sku: 'LANTERN',
    locationId: 'main',
    shard: 0,
    onHand: 10,
    reserved: 0,
    safety: 0,
    ...change,
  };
  return { ...row, available: row.onHand - row.reserved - row.safety };
};

/** A lawful location to send. */
export const aLocation = (change: Partial<PutLocation> = {}): PutLocation => ({
  name: 'Main warehouse',
  kind: 'warehouse',
  address: { country: 'CN', province: '上海市', city: '上海市', line1: '世纪大道100号' },
  active: true,
  ...change,
});
