import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Problem } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import { replaceDocument } from '../../runtime/replace-document.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import { DEFAULT_RULES, type ReviewRule, type RuleSet } from '../review/review-rules.ts';

const KEY = { pk: 'REVIEW_RULES', sk: 'REVIEW_RULES' };

const read = async (table: Table, ConsistentRead: boolean): Promise<RuleSet | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: KEY, ConsistentRead }),
  );
  return Item && { version: Item.version as number, rules: Item.rules as ReviewRule[] };
};

/** The rules in force: the merchant's, or those that the system comes with (version 0). */
export const loadReviewRules = async (table: Table, ConsistentRead = false): Promise<RuleSet> =>
  (await read(table, ConsistentRead)) ?? DEFAULT_RULES;

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
