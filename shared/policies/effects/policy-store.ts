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

const keyOf = (name: string) => ({ pk: `POLICY#${name}`, sk: 'POLICY' });

const readStored = async (
  table: Table,
  name: string,
  ConsistentRead = false,
): Promise<StoredPolicy | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keyOf(name), ConsistentRead }),
  );
  if (!Item) return undefined;
  // Parsed again, so that a field that is younger than the document has its default.
  return { name, version: Item.version as number, policy: policySchema.parse(Item.policy) };
};

/** A shop's policy document, or the default one, or what holds when nobody has written any (version 0). */
export const loadPolicy = async (table: Table, shopId: string | undefined): Promise<StoredPolicy> => {
  const [own, general] = await Promise.all([
    shopId === undefined ? undefined : readStored(table, shopId),
    readStored(table, DEFAULT_POLICY),
  ]);
  return own ?? general ?? { name: DEFAULT_POLICY, version: 0, policy: defaultPolicy() };
};

/** The document of exactly this name, as last committed, if it was ever written. */
export const findPolicy = (table: Table, name: string): Promise<StoredPolicy | undefined> =>
  readStored(table, name, true);

/** Saves a policy document over the version that was read; 0 means that there was none. */
export const policyWrite = ({ name, version, policy }: StoredPolicy): Write => ({
  label: 'policy',
  put: {
    Item: { ...keyOf(name), name, version, policy },
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
