import { PRODUCT, skuPk } from '../../inventory/stock-keys.ts';
import type { Page } from '../../kernel/page.ts';
import { isProblem, type Problem, validationFailed } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import { type PageRequest, queryPage } from '../../runtime/query-page.ts';
import { readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import { transact, type Write } from '../../runtime/transact.ts';
import type { Bins } from '../bin.ts';
import { binKey } from '../wave-keys.ts';
import { eachAtOnce } from './each-at-once.ts';

/** A SKU and where it lies; null takes it off the shelf. */
export type BinWish = { sku: string; bin: string | null };

/** The bins of some SKUs at a location. */
export const loadBins = async (table: Table, locationId: string, skus: Iterable<string>): Promise<Bins> => {
  const keys = [...new Set(skus)].map((sku) => binKey(locationId, sku));
  const items = await readItems(table, keys);
  return new Map(items.map(({ sku, bin }): [string, string] => [String(sku), String(bin)]));
};

/** Says where SKUs lie, each by itself; those that are not named stay where they are. 422 names unknown SKUs. */
export const saveBins = async (
  { table, random }: Pick<Deps, 'table' | 'random'>,
  locationId: string,
  wishes: readonly BinWish[],
): Promise<Problem | undefined> => {
  const keys = wishes.map(({ sku }) => ({ pk: skuPk(sku), sk: PRODUCT }));
  const known = new Set((await readItems(table, keys)).map(({ sku }) => sku));
  const errors = wishes.flatMap(({ sku }, at) =>
    known.has(sku)
      ? []
      : [{ path: `/bins/${at}/sku`, code: 'unknown_sku', message: 'is not in the catalogue' }],
  );
  if (errors.length > 0) return validationFailed(errors);
  await eachAtOnce(wishes, (wish) => transact(table, [binWrite(locationId, wish)], random));
  return undefined;
};

const binWrite = (locationId: string, { sku, bin }: BinWish): Write =>
  bin === null
    ? { label: 'bin', remove: { Key: binKey(locationId, sku) } }
    : { label: 'bin', put: { Item: { ...binKey(locationId, sku), locationId, sku, bin } } };

/** One page of a location's bins, by SKU. */
export const listBins = async (
  table: Table,
  locationId: string,
  page: PageRequest,
): Promise<Page<{ sku: string; bin: string }> | Problem> => {
  const found = await queryPage(
    table,
    {
      KeyConditionExpression: 'pk = :location',
      ExpressionAttributeValues: { ':location': binKey(locationId, '').pk },
    },
    page,
  );
  if (isProblem(found)) return found;
  return { ...found, items: found.items.map(({ sku, bin }) => ({ sku: String(sku), bin: String(bin) })) };
};
