import { saveProduct } from '../../../shared/catalog/effects/product-store.ts';
import { putProductSchema } from '../../../shared/catalog/product-schema.ts';
import { receiveStock } from '../../../shared/inventory/effects/receive-stock-store.ts';
import { isProblem } from '../../../shared/kernel/problem.ts';
import { saveLocation } from '../../../shared/locations/effects/location-store.ts';
import { putLocationSchema } from '../../../shared/locations/location-schema.ts';
import { type PlaceOrderCommand, placeOrderSchema } from '../../../shared/orders/place-order-schema.ts';
import type { Deps } from '../../../shared/runtime/deps.ts';

const LOCATION = 'main';

/** The buyers live in as many towns as China has prefectures. */
const TOWNS = 300;

/** A warehouse with so many units of each product; all through the stores that the API uses. */
export async function openHotShop(
  deps: Deps,
  { skus, shards, units }: { skus: readonly string[]; shards: number; units: number },
): Promise<void> {
  const address = { country: 'CN', province: '上海市', city: '上海市', line1: '世纪大道100号' };
  const warehouse = { name: 'Main', kind: 'warehouse', active: true, address };
  must(await saveLocation(deps, LOCATION, putLocationSchema.parse(warehouse), undefined));
  for (const sku of skus) {
    const price = { amount: 1990, currency: 'CNY' };
    const product = { name: 'Lantern', price, weightGrams: 300, stockShards: shards, active: true };
    must(await saveProduct(deps, sku, putProductSchema.parse(product), undefined));
    const body = { locationId: LOCATION, lines: [{ sku, quantity: units }] };
    must(await receiveStock({ body, actor: { name: 'bench' }, remember: () => [] }, deps));
  }
}

function must(result: unknown): void {
  if (isProblem(result)) throw new Error(`${result.code}: ${result.detail ?? result.title}`);
}

/** What the nth buyer orders: one of each product, to their own address in one of many towns. */
export const orderOf = (buyer: number, skus: readonly string[]): PlaceOrderCommand =>
  placeOrderSchema.parse({
    channel: 'storefront',
    customer: { name: `Buyer ${buyer}`, phone: `+86139${String(buyer).padStart(8, '0')}` },
    shippingAddress: {
      name: `Buyer ${buyer}`,
      phone: `+86139${String(buyer).padStart(8, '0')}`,
      country: 'CN',
      province: '广东省',
      city: `City ${buyer % TOWNS}`,
      line1: `Road ${buyer}`,
    },
    lines: skus.map((sku) => ({ sku, quantity: 1 })),
  });
