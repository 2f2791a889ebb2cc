import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Problem } from '../../kernel/problem.ts';
import {
  DEFAULT_POLICY,
  policyKey,
  policyOf,
  readPolicy,
  unwritten,
} from '../../policies/effects/policy-store.ts';
import type { Policy } from '../../policies/policy.ts';
import type { Deps } from '../../runtime/deps.ts';
import { replaceDocument } from '../../runtime/replace-document.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import { DEFAULT_RULES, type ReviewRule, type RuleSet } from '../review/review-rules.ts';

/** Beside the policy of all shops: who takes an order in asks for both. */
const KEY = { pk: policyKey(DEFAULT_POLICY).pk, sk: 'REVIEW_RULES' };

const rulesOf = ({ version, rules }: Record<string, unknown>): RuleSet => ({
  version: version as number,
  rules: rules as ReviewRule[],
});

const read = async (table: Table, ConsistentRead: boolean): Promise<RuleSet | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: KEY, ConsistentRead }),
  );
  return Item && rulesOf(Item);
};

/** The rules in force: the merchant's, or those that the system comes with (version 0). */
export const loadReviewRules = async (table: Table, ConsistentRead = false): Promise<RuleSet> =>
  (await read(table, ConsistentRead)) ?? DEFAULT_RULES;

/** A shop's policy and the rules in force in one query; two where the shop may have a policy of its own. */
export const loadPolicyAndRules = async (
  table: Table,
  shopId: string | undefined,
): Promise<{ policy: Policy; rules: RuleSet }> => {
  const [own, { Items = [] }] = await Promise.all([
    shopId === undefined ? undefined : readPolicy(table, shopId),
    table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :both',
        ExpressionAttributeValues: { ':both': KEY.pk },
      }),
    ),
  ]);
  const rules = Items.find(({ sk }) => sk === KEY.sk);
  const general = Items.find(({ sk }) => sk !== KEY.sk);
  const { policy } = own ?? (general ? policyOf(DEFAULT_POLICY, general) : unwritten());
  return { policy, rules: rules ? rulesOf(rules) : DEFAULT_RULES };
};

const write = ({ version, rules }: RuleSet): Write => ({
  label: 'review rules',
  put: {
    Item: { ...KEY, version, rules },
    ...(version === 1
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'version = :read', ExpressionAttributeValues: { ':read': version - 1 } }),
  },
});

/** Replaces the rules; of two at the same time, the second replaces the first or, by `If-Match`, is refused. */
export const saveReviewRules = (
  deps: Deps,
  rules: readonly ReviewRule[],
  ifMatch: number | undefined,
): Promise<{ document: RuleSet; isNew: boolean } | Problem> =>
  replaceDocument(deps, {
    what: 'rule set',
    ...(ifMatch === undefined ? {} : { ifMatch }),
    read: async () => {
      const document = await read(deps.table, true);
      return { ...(document ? { document } : {}), context: undefined };
    },
    decide: (before): RuleSet => ({ version: (before?.version ?? 0) + 1, rules }),
    writes: (next) => [write(next)],
  });
