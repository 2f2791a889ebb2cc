import { type ItemKey, readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import { type PairChanges, type Partners, withPairs } from '../bought-together.ts';
import { partnersKey } from '../customer-keys.ts';

type PartnersItem = ItemKey & { sku: string; version: number; partners: Partners };

/** What is bought with each of these products, in one batch; a product that is bought alone is left out. */
export const readPartners = async (
  table: Table,
  skus: readonly string[],
  options: { ConsistentRead?: boolean } = {},
): Promise<PartnersItem[]> =>
  skus.length === 0 ? [] : ((await readItems(table, skus.map(partnersKey), options)) as PartnersItem[]);

/** The writes of changed pairs, each product held to what was read; they go with the order that they come from. */
export const partnerWrites = async (table: Table, changes: PairChanges): Promise<Write[]> => {
  const known = await readPartners(table, [...changes.keys()], { ConsistentRead: true });
  return [...changes].map(([sku, partners]): Write => {
    const before = known.find((item) => item.sku === sku);
    return {
      label: 'bought together',
      put: {
        Item: {
          ...partnersKey(sku),
          sku,
          version: (before?.version ?? 0) + 1,
          partners: withPairs(before?.partners ?? {}, partners),
        },
        ...(before
          ? {
              ConditionExpression: 'version = :read',
              ExpressionAttributeValues: { ':read': before.version },
            }
          : { ConditionExpression: 'attribute_not_exists(pk)' }),
      },
    };
  });
};
