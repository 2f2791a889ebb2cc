import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../runtime/table.ts';
import type { CreditStanding } from '../credit.ts';
import { standingKey, unpaidPk } from '../customer-keys.ts';
import { type Standing, standingOfAll } from '../standing.ts';
import { standingOf } from './standing-store.ts';

/** What a person owes over all their ids; one round trip. Kept up to date from events, so it is a moment old. */
export const readCredit = async (table: Table, ids: readonly string[]): Promise<CreditStanding> => {
  const [standings, oldest] = await Promise.all([
    Promise.all(ids.map((id) => readStanding(table, id))),
    Promise.all(ids.map((id) => oldestUnpaid(table, id))),
  ]);
  const [first] = oldest.filter((at) => at !== undefined).toSorted();
  return {
    standing: standingOfAll(standings.filter((each) => each !== undefined)),
    ...(first === undefined ? {} : { oldestUnpaidAt: first }),
  };
};

const readStanding = async (table: Table, id: string): Promise<Standing | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: standingKey(id), ConsistentRead: true }),
  );
  return Item && standingOf(Item as never);
};

const oldestUnpaid = async (table: Table, id: string): Promise<string | undefined> => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: 'byDue',
      KeyConditionExpression: 'duePk = :unpaid',
      ExpressionAttributeValues: { ':unpaid': unpaidPk(id) },
      Limit: 1,
    }),
  );
  const dueSk = Items[0]?.dueSk as string | undefined;
  return dueSk?.slice(0, dueSk.indexOf('#'));
};
