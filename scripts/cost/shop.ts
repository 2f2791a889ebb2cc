import { randomUUID } from 'node:crypto';
import { saveProduct } from '../../shared/catalog/effects/product-store.ts';
import { putProductSchema } from '../../shared/catalog/product-schema.ts';
import { isProblem } from '../../shared/kernel/problem.ts';
import { type Answer, type Client, openClient } from '../demo/client.ts';
import { inParallel } from '../demo/in-parallel.ts';
import type { FreshCloud } from './start-cloud.ts';

/** A shop at the API: its client, and calls that carry a key only where they are told to. */
export type Shop = Client & {
  /** Without a key unless it is given: a step that creates nothing needs none. */
  post(path: string, body: unknown, key?: string): Promise<Answer>;
  token: string;
};

export const LOCATION = 'cost-main';

/** Enough of everything for any run. */
const STOCK = 900_000;
/** Lines of one delivery note. */
const NOTE = 500;

export const skuOf = (at: number): string => `COST-${String(at).padStart(4, '0')}`;

/** Opens the shop: one warehouse, and so many products in stock. */
export async function openShop({ url, table }: FreshCloud, products: number): Promise<Shop> {
  const client = await openClient(url);
  const issued = await client.local('POST', '/local/token', { groups: ['admin'], expiresIn: 86_400 });
  const token = String(issued.body.accessToken);
  must(
    await client.call('PUT', `/v1/locations/${LOCATION}`, {
      name: 'Main warehouse',
      kind: 'warehouse',
      active: true,
      address: { country: 'CN', city: '上海市', line1: '世纪大道100号' },
    }),
  );
  const skus = Array.from({ length: products }, (_, at) => skuOf(at));
  // Straight into the table, by the product's own store: a thousand calls would take longer than what is measured.
  const deps = { table, now: () => new Date(), random: Math.random };
  await inParallel(skus, 4, async (sku) => {
    const saved = await saveProduct(deps, sku, PRODUCT, undefined);
    if (isProblem(saved)) throw new Error(`The product ${sku} was refused: ${saved.title}`);
  });
  for (let at = 0; at < skus.length; at += NOTE) {
    const lines = skus.slice(at, at + NOTE).map((sku) => ({ sku, quantity: STOCK }));
    must(await client.call('POST', '/v1/inventory/receipts', { locationId: LOCATION, lines }));
  }
  return { ...client, token, post: (path, body, key) => post(`${url}${path}`, token, body, key) };
}

const PRODUCT = putProductSchema.parse({
  name: 'Paper lantern, red, medium',
  // Low enough for an order of a thousand lines to need nobody's approval.
  price: { amount: 100, currency: 'CNY' },
  weightGrams: 300,
});

async function post(url: string, token: string, body: unknown, key?: string): Promise<Answer> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

/** The body of an order of so many lines, each of another product; every buyer is new. */
export function orderOf(lines: number): Record<string, unknown> {
  const phone = `+86139${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;
  const name = '王小明';
  return {
    channel: 'storefront',
    customer: { name, phone, email: `buyer-${randomUUID().slice(0, 8)}@example.com` },
    shippingAddress: {
      name,
      phone,
      country: 'CN',
      province: '上海市',
      city: '上海市',
      district: '浦东新区',
      line1: `世纪大道${phone.slice(-8)}号`,
      postalCode: '200120',
    },
    lines: Array.from({ length: lines }, (_, at) => ({ sku: skuOf(at), quantity: 2 })),
  };
}

/** @throws an error with the answer, when it is none of success */
export function must({ status, body }: Answer): Record<string, unknown> {
  if (status < 300) return body;
  throw new Error(`The local cloud refused a step with ${status}: ${JSON.stringify(body).slice(0, 500)}`);
}
