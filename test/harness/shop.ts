import { anOrderRequest, unique } from '../builders/an-order-request.ts';
import type { Client, Reply } from './client.ts';

/** A warehouse of a test's own, and what lies in it. */
export type TestShop = { locationId: string; skus: readonly string[] };

/** Receipts take so many lines. */
const RECEIPT_LINES = 500;
const PRICE = { amount: 1990, currency: 'CNY' };

const must = (reply: Reply): Reply => {
  if (reply.status < 300) return reply;
  throw new Error(`${reply.status}: ${reply.text}`);
};

/** Opens a warehouse and puts goods into it: `stock` says how many units of each product (one product, 50 units). */
export const openShop = async (
  { api }: Client,
  stock: readonly number[] = [50],
  product: Record<string, unknown> = {},
): Promise<TestShop> => {
  const word = unique();
  const locationId = `wh-${word}`;
  const address = { country: 'GB', city: 'London', line1: '1 Dock Road' };
  must(await api('PUT', `/v1/locations/${locationId}`, { name: locationId, kind: 'warehouse', address }));
  const skus = stock.map((_, at) => `SKU-${word}-${at}`);
  await Promise.all(
    skus.map(async (sku) =>
      must(
        await api('PUT', `/v1/products/${sku}`, {
          name: 'Lantern',
          price: PRICE,
          weightGrams: 300,
          ...product,
        }),
      ),
    ),
  );
  const lines = skus.flatMap((sku, at) => (stock[at] ? [{ sku, quantity: stock[at] }] : []));
  for (let at = 0; at < lines.length; at += RECEIPT_LINES)
    must(
      await api('POST', '/v1/inventory/receipts', { locationId, lines: lines.slice(at, at + RECEIPT_LINES) }),
    );
  return { locationId, skus };
};

/** The first product of a shop. */
export const skuOf = ({ skus }: TestShop): string => skus[0] ?? '';

/** Places an order that must be placed; answers it. */
export const placeOrder = async (
  { api }: Client,
  shop: TestShop,
  { quantity = 1, ...change }: Record<string, unknown> & { quantity?: number } = {},
) => must(await api('POST', '/v1/orders', anOrderRequest([{ sku: skuOf(shop), quantity }], change))).json;

/** The stock of a product as the API tells it. */
export const stockOf = async ({ api }: Client, sku: string): Promise<Record<string, number>> =>
  must(await api('GET', `/v1/inventory/${sku}`)).json;
