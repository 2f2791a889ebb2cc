import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Problem } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import { replaceDocument } from '../../runtime/replace-document.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import { defaultPolicy, type Policy, policySchema } from '../policy.ts';

/** The policy of every shop that has none of its own. */
export const DEFAULT_POLICY = 'default';

export type StoredPolicy = { name: string; version: number; policy: Policy };

export const policyKey = (name: string) => ({ pk: `POLICY#${name}`, sk: 'POLICY' });

/** A document out of its item. Parsed again, so that a field that is younger than the document has its default. */
export const policyOf = (name: string, item: Record<string, unknown>): StoredPolicy => ({
  name,
  version: item.version as number,
  policy: policySchema.parse(item.policy),
});

/** What holds when nobody has written any. */
export const unwritten = (): StoredPolicy => ({ name: DEFAULT_POLICY, version: 0, policy: defaultPolicy() });

/** The document of exactly this name, if it was ever written; as some copy of the table knows unless asked otherwise. */
export const readPolicy = async (
  table: Table,
  name: string,
  ConsistentRead = false,
): Promise<StoredPolicy | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: policyKey(name), ConsistentRead }),
  );
  return Item && policyOf(name, Item);
};

/** A shop's policy document, or the default one, or what holds when nobody has written any (version 0). */
export const loadPolicy = async (table: Table, shopId: string | undefined): Promise<StoredPolicy> => {
  const [own, general] = await Promise.all([
    shopId === undefined ? undefined : readPolicy(table, shopId),
    readPolicy(table, DEFAULT_POLICY),
  ]);
  return own ?? general ?? unwritten();
};

/** The document of exactly this name, as last committed, if it was ever written. */
export const findPolicy = (table: Table, name: string): Promise<StoredPolicy | undefined> =>
  readPolicy(table, name, true);

/** Saves a policy document over the version that was read; 0 means that there was none. */
export const policyWrite = ({ name, version, policy }: StoredPolicy): Write => ({
  label: 'policy',
  put: {
    Item: { ...policyKey(name), name, version, policy },
    ...(version === 1
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'version = :read', ExpressionAttributeValues: { ':read': version - 1 } }),
  },
});

/** Creates or replaces the document of this name. */
export const savePolicy = (
  deps: Deps,
  name: string,
  policy: Policy,
  ifMatch: number | undefined,
): Promise<{ document: StoredPolicy; isNew: boolean } | Problem> =>
  replaceDocument(deps, {
    what: 'policy',
    ...(ifMatch === undefined ? {} : { ifMatch }),
    read: async () => {
      const document = await findPolicy(deps.table, name);
      return { ...(document ? { document } : {}), context: undefined };
    },
    decide: (before): StoredPolicy | Problem => ({ name, policy, version: (before?.version ?? 0) + 1 }),
    writes: (next) => [policyWrite(next)],
  });
