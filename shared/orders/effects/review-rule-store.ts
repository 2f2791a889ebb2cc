import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Problem } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import { forgetSteady, readSteady } from '../../runtime/read-steady.ts';
import { replaceDocument } from '../../runtime/replace-document.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import { DEFAULT_RULES, type ReviewRule, type RuleSet } from '../review/review-rules.ts';

const KEY = { pk: 'REVIEW_RULES', sk: 'REVIEW_RULES' };

const rulesOf = (item: Readonly<Record<string, unknown>> | undefined): RuleSet | undefined =>
  item && { version: item.version as number, rules: item.rules as ReviewRule[] };

const readCommitted = async (table: Table): Promise<RuleSet | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: KEY, ConsistentRead: true }),
  );
  return rulesOf(Item);
};

/**
 * The rules in force: the merchant's, or those that the system comes with (version 0). A change of them is in force
 * everywhere after a few seconds ({@link readSteady}); `committed` reads them as they were written last.
 */
export const loadReviewRules = async (table: Table, committed?: 'committed'): Promise<RuleSet> =>
  (committed ? await readCommitted(table) : rulesOf(await readSteady(table, KEY))) ?? DEFAULT_RULES;

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
export const saveReviewRules = async (
  deps: Deps,
  rules: readonly ReviewRule[],
  ifMatch: number | undefined,
): Promise<{ document: RuleSet; isNew: boolean } | Problem> => {
  const saved = await replaceDocument(deps, {
    what: 'rule set',
    ...(ifMatch === undefined ? {} : { ifMatch }),
    read: async () => {
      const document = await readCommitted(deps.table);
      return { ...(document ? { document } : {}), context: undefined };
    },
    decide: (before): RuleSet => ({ version: (before?.version ?? 0) + 1, rules }),
    writes: (next) => [write(next)],
  });
  forgetSteady(deps.table, KEY);
  return saved;
};
