import { asProduct } from '../../catalog/product-item.ts';
import { PRODUCT, skuPk } from '../../inventory/stock-keys.ts';
import { notFound, type Problem } from '../../kernel/problem.ts';
import { readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import type { Gathering } from '../gathering.ts';
import { type PickRow, pickListOf } from '../pick-list.ts';
import { loadBins } from './bin-store.ts';
import { findGathering } from './gathering-store.ts';
import { loadMembers } from './load-members.ts';

/** What is still to be picked for a wave, in walking order; the wave with it. */
export const loadPickList = async (
  table: Table,
  id: string,
): Promise<{ wave: Gathering; rows: PickRow[] } | Problem> => {
  const stored = await findGathering(table, 'wave', id);
  if (!stored) return notFound('wave');
  const { gathering: wave } = stored;
  const members = await loadMembers(table, wave);
  const skus = [
    ...new Set(members.flatMap(({ fulfilment }) => fulfilment?.lines.map(({ sku }) => sku) ?? [])),
  ];
  const [bins, products] = await Promise.all([
    loadBins(table, wave.locationId, skus),
    readItems(
      table,
      skus.map((sku) => ({ pk: skuPk(sku), sk: PRODUCT })),
    ),
  ]);
  const names = new Map(products.map(asProduct).map(({ sku, name }) => [sku, name]));
  return { wave, rows: pickListOf(members, bins, names) };
};
