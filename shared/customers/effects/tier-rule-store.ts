import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Problem } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import { replaceDocument } from '../../runtime/replace-document.ts';
import type { Table } from '../../runtime/table.ts';
import { DEFAULT_TIER_RULES, type TierRule, type TierRuleSet } from '../tier-rules.ts';

const KEY = { pk: 'TIER_RULES', sk: 'TIER_RULES' };

const read = async (table: Table): Promise<TierRuleSet | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: KEY, ConsistentRead: true }),
  );
  return Item && { version: Item.version as number, rules: Item.rules as TierRule[] };
};

/** The rules in force: the merchant's, or those that the system comes with (version 0). */
export const loadTierRules = async (table: Table): Promise<TierRuleSet> =>
  (await read(table)) ?? DEFAULT_TIER_RULES;

/** Replaces the rules; customers are judged by them when they are looked at next. */
export const saveTierRules = (
  deps: Deps,
  rules: readonly TierRule[],
  ifMatch: number | undefined,
): Promise<{ document: TierRuleSet; isNew: boolean } | Problem> =>
  replaceDocument(deps, {
    what: 'rule set',
    ...(ifMatch === undefined ? {} : { ifMatch }),
    read: async () => {
      const document = await read(deps.table);
      return { ...(document ? { document } : {}), context: undefined };
    },
    decide: (before): TierRuleSet => ({ version: (before?.version ?? 0) + 1, rules }),
    writes: ({ version, rules: next }) => [
      {
        label: 'tier rules',
        put: {
          Item: { ...KEY, version, rules: next },
          ...(version === 1
            ? { ConditionExpression: 'attribute_not_exists(pk)' }
            : {
                ConditionExpression: 'version = :read',
                ExpressionAttributeValues: { ':read': version - 1 },
              }),
        },
      },
    ],
  });
