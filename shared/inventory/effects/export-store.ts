import { listProducts } from '../../catalog/effects/product-store.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import { loadInactiveLocations } from '../../locations/effects/location-store.ts';
import type { Deps } from '../../runtime/deps.ts';
import { type Answer, ok } from '../../runtime/http-answer.ts';
import { readSecret } from '../../runtime/secrets.ts';
import { exportHeader, exportLines } from '../stock-export.ts';
import { BYTE_ORDER_MARK } from '../write-csv.ts';
import { loadAside } from './aside-store.ts';
import { loadSku } from './load-stock-store.ts';

/** Products a page; the longest lines of as many, at a hundred locations each, stay below API Gateway's 6 MB. */
const PAGE = 250;

/** Products read at the same time. */
const AT_ONCE = 40;

type Request = { query: { locationId?: string; cursor?: string } };

/**
 * One page of the stock as CSV, by SKU. It is read as it is asked for, product by product, instead of being written to a
 * file first: nothing has to be kept, waited for or cleaned up, and each line is true at its moment, which of a file of
 * many pages no line is for long.
 */
export const exportStock = async ({ query }: Request, { table, now }: Deps): Promise<Answer | Problem> => {
  const { locationId, cursor } = query;
  const key = await readSecret('CURSOR_KEY_ID', now());
  const [products, inactive] = await Promise.all([
    listProducts(table, {
      limit: PAGE,
      query: `export ${locationId ?? ''}`,
      key,
      ...(cursor === undefined ? {} : { cursor }),
    }),
    loadInactiveLocations(table),
  ]);
  if (isProblem(products)) return products;
  const lines: string[] = [];
  const left = products.items.entries();
  const work = async (): Promise<void> => {
    for (const [at, { sku, name }] of left) {
      const [{ stock }, aside] = await Promise.all([loadSku(table, sku), loadAside(table, sku)]);
      lines[at] = exportLines({ sku, name, stock, aside }, inactive, locationId);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const begin = cursor === undefined ? BYTE_ORDER_MARK + exportHeader() : '';
  const next = products.nextCursor && nextLink(locationId, products.nextCursor);
  return {
    ...ok(new TextEncoder().encode(begin + lines.join(''))),
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="stock.csv"',
      ...(next ? { link: next } : {}),
    },
  };
};

const nextLink = (locationId: string | undefined, cursor: string): string => {
  const query = new URLSearchParams({ ...(locationId === undefined ? {} : { locationId }), cursor });
  return `</v1/inventory/export?${query}>; rel="next"`;
};
