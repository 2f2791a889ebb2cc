import type { Page } from '../../kernel/page.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import { type PageRequest, queryPage } from '../../runtime/query-page.ts';
import type { Table } from '../../runtime/table.ts';
import type { Movement } from '../stock.ts';
import { MOVEMENT, skuPk } from '../stock-keys.ts';

const asMovement = (item: Record<string, unknown>): Movement => {
  const { pk: _, sk: __, ...movement } = item;
  return movement as Movement;
};

/** One page of a SKU's ledger, newest first. */
export const listMovements = async (
  table: Table,
  sku: string,
  page: PageRequest,
): Promise<Page<Movement> | Problem> => {
  const found = await queryPage(
    table,
    {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :movement)',
      ExpressionAttributeValues: { ':pk': skuPk(sku), ':movement': MOVEMENT },
      ScanIndexForward: false,
      ConsistentRead: true,
    },
    page,
  );
  return isProblem(found) ? found : { ...found, items: found.items.map(asMovement) };
};
