import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { verifyTable } from '../../../scripts/verify/verify-table.ts';
import { boughtKey, profileKey, standingKey } from '../../../shared/customers/customer-keys.ts';
import { transact } from '../../../shared/runtime/transact.ts';
import { NOW, packedOrder, writesOf } from '../../builders/a-packed-order.ts';
import { openTestTable, type TestTable } from '../../harness/dynamodb.ts';

const ORDER = 'ord_01J00000000000000000000000';
const CUSTOMER = 'cus_01J00000000000000000000001';

describe('npm run verify', () => {
  let opened: TestTable;

  beforeEach(async () => {
    opened = await openTestTable();
    const outcome = await transact(opened.table, writesOf(packedOrder()), Math.random);
    expect(outcome.committed).toBe(true);
  }, 60_000);
  afterEach(() => opened.close());

  const set = (Key: { pk: string; sk: string }, field: string, value: unknown) =>
    opened.table.client.send(
      new UpdateCommand({
        TableName: opened.table.name,
        Key,
        UpdateExpression: 'SET #field = :value',
        ExpressionAttributeNames: { '#field': field },
        ExpressionAttributeValues: { ':value': value },
      }),
    );
  const add = (Item: Record<string, unknown>) =>
    opened.table.client.send(new PutCommand({ TableName: opened.table.name, Item }));
  const remove = (Key: { pk: string; sk: string }) =>
    opened.table.client.send(new DeleteCommand({ TableName: opened.table.name, Key }));

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'who bought more than their orders',
      () => set(standingKey(CUSTOMER), 'orders', 2),
      'orders is 2, its orders make it 1',
    ],
    [
      'who owes what no order owes',
      () => set(standingKey(CUSTOMER), 'outstanding', { CNY: 5 }),
      'outstanding is 5 CNY, its orders make it nothing',
    ],
    [
      'whose contact leads to somebody else',
      async () => {
        const contacts = [{ kind: 'phone', value: '+4477', verified: true }];
        await set(profileKey(CUSTOMER), 'contacts', contacts);
        for (const sk of ['VERIFIED', `LISTED#${CUSTOMER}`])
          await add({ pk: 'CONTACT#+4477', sk, customerId: 'cus_other' });
      },
      'names a contact that leads to cus_other',
    ],
    [
      'whose merge only one side knows',
      () => set(profileKey(CUSTOMER), 'mergedFrom', ['cus_other']),
      'took up cus_other, who does not exist',
    ],
  ])('finds a customer %s', async (_, corrupt, said) => {
    await corrupt();
    const { differences } = await verifyTable(opened.table, NOW);
    expect(differences.map(({ what }) => what).join('\n')).toContain(said);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'that is not counted for its customer',
      () => remove(boughtKey(CUSTOMER, ORDER)),
      'it is not counted for its customer',
    ],
    [
      'that costs something else than is counted',
      () => set(boughtKey(CUSTOMER, ORDER), 'value', 3979),
      'counts 3979 and 0 due, the order has 3980 and 0',
    ],
  ])('calls an order unfinished %s', async (_, corrupt, said) => {
    await corrupt();
    const { pending } = await verifyTable(opened.table, NOW);
    expect(pending.map(({ what }) => what).join('\n')).toContain(said);
  });
});
