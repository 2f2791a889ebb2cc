import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../../runtime/table.ts';
import { AUTOMATION_WAITS, LISTENERS, WAREHOUSES_WAIT } from '../listener-keys.ts';
import type { Wanted } from './read-outbox.ts';

/** What automation waits for, and whether there are outside warehouses to be told. */
export type Listeners = { wanted: Wanted; outside: boolean };

/** Who listens, as some copy of the table knows: half a read unit for every batch of events. */
export const loadListeners = async (table: Table): Promise<Listeners> => {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :all',
      ExpressionAttributeValues: { ':all': LISTENERS },
    }),
  );
  const automation = Items.find(({ sk }) => sk === AUTOMATION_WAITS.sk);
  const warehouses = Items.find(({ sk }) => sk === WAREHOUSES_WAIT.sk);
  return {
    wanted: new Set((automation?.types as string[] | undefined) ?? []),
    outside: ((warehouses?.ids as Set<string> | undefined)?.size ?? 0) > 0,
  };
};
