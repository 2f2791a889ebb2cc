import { verifyTable } from '../../../scripts/verify/verify-table.ts';
import { aProduct } from '../../builders/a-product.ts';
import { unique } from '../../builders/an-order-request.ts';
import type { TestTable } from '../../harness/dynamodb.ts';
import { call, stocked } from '../orders/desk.ts';

/** Parts that are in stock at `main` and `north`, and a bundle of them. */
export const aBundle = async (
  { table }: TestTable,
  parts: readonly { onHand: number; quantity: number }[],
  change: Record<string, unknown> = {},
): Promise<{ bundle: string; parts: string[] }> => {
  const skus = await Promise.all(parts.map(({ onHand }) => stocked(table, onHand)));
  const bundle = `SET-${unique()}`;
  await putBundle(
    bundle,
    skus.map((sku, at) => ({ sku, quantity: parts[at]?.quantity ?? 1 })),
    change,
  );
  return { bundle, parts: skus };
};

/** Puts a bundle that must be accepted. */
export const putBundle = async (
  sku: string,
  components: readonly { sku: string; quantity: number }[],
  change: Record<string, unknown> = {},
): Promise<void> => {
  const { status, body } = await call('catalog/put-product', {
    params: { sku },
    body: { ...aProduct({ name: 'Tea set', components: [...components] }), ...change },
  });
  if (status > 201) throw new Error(JSON.stringify(body));
};

/** What there is of a SKU in all. */
export const stockOf = async (
  sku: string,
): Promise<{ onHand: number; reserved: number; available: number }> =>
  (await call('inventory/get-inventory', { params: { sku } })).body;

/** All that `npm run verify` finds wrong with the table. */
export const wrongWith = async ({ table }: TestTable): Promise<readonly unknown[]> =>
  (await verifyTable(table)).differences;
