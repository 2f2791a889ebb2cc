import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Problem } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import { forgetSteady, readSteady } from '../../runtime/read-steady.ts';
import { replaceDocument } from '../../runtime/replace-document.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import { defaultPolicy, type Policy, policySchema } from '../policy.ts';

/** The policy of every shop that has none of its own. */
export const DEFAULT_POLICY = 'default';

export type StoredPolicy = { name: string; version: number; policy: Policy };

const keyOf = (name: string) => ({ pk: `POLICY#${name}`, sk: 'POLICY' });

const storedOf = (name: string, item: Readonly<Record<string, unknown>> | undefined) =>
  // Parsed again, so that a field that is younger than the document has its default.
  item && { name, version: item.version as number, policy: policySchema.parse(item.policy) };

const readStored = async (table: Table, name: string): Promise<StoredPolicy | undefined> =>
  storedOf(name, await readSteady(table, keyOf(name)));

/**
 * A shop's policy document, or the default one, or what holds when nobody has written any (version 0). A change of it is
 * in force everywhere after a few seconds ({@link readSteady}).
 */
export const loadPolicy = async (table: Table, shopId: string | undefined): Promise<StoredPolicy> => {
  const [own, general] = await Promise.all([
    shopId === undefined ? undefined : readStored(table, shopId),
    readStored(table, DEFAULT_POLICY),
  ]);
  return own ?? general ?? unwritten();
};

const unwritten = (): StoredPolicy => ({ name: DEFAULT_POLICY, version: 0, policy: defaultPolicy() });

/** The document of exactly this name, as last committed, if it was ever written. */
export const findPolicy = async (table: Table, name: string): Promise<StoredPolicy | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: keyOf(name), ConsistentRead: true }),
  );
  return storedOf(name, Item);
};

/** The default document as last committed, or what holds in its place. */
export const findDefaultPolicy = async (table: Table): Promise<StoredPolicy> =>
  (await findPolicy(table, DEFAULT_POLICY)) ?? unwritten();

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
export const savePolicy = async (
  deps: Deps,
  name: string,
  policy: Policy,
  ifMatch: number | undefined,
): Promise<{ document: StoredPolicy; isNew: boolean } | Problem> => {
  const saved = await replaceDocument(deps, {
    what: 'policy',
    ...(ifMatch === undefined ? {} : { ifMatch }),
    read: async () => {
      const document = await findPolicy(deps.table, name);
      return { ...(document ? { document } : {}), context: undefined };
    },
    decide: (before): StoredPolicy | Problem => ({ name, policy, version: (before?.version ?? 0) + 1 }),
    writes: (next) => [policyWrite(next)],
  });
  forgetSteady(deps.table, keyOf(name));
  return saved;
};
