import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { AUTOMATION_WAITS } from '../../events/listener-keys.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import { replaceDocument } from '../../runtime/replace-document.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import { authorRules } from '../author-rules.ts';
import { type AutomationRule, type AutomationRules, NO_RULES, wantedTypes } from '../automation-rule.ts';

const KEY = { pk: 'AUTOMATION_RULES', sk: 'AUTOMATION_RULES' };

const read = async (table: Table, ConsistentRead: boolean): Promise<AutomationRules | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: KEY, ConsistentRead }),
  );
  if (!Item) return undefined;
  const { pk: _, sk: __, ...rules } = Item;
  return rules as AutomationRules;
};

/** The rules in force, as last committed. */
export const loadAutomationRules = async (table: Table): Promise<AutomationRules> =>
  (await read(table, true)) ?? NO_RULES;

/** The types of events that some active rule waits for, kept in line with the rules; none where there are no rules. */
export const loadWantedTypes = async (table: Table): Promise<ReadonlySet<string>> => {
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: AUTOMATION_WAITS }));
  return new Set((Item?.types as string[] | undefined) ?? []);
};

const writesOf = (next: AutomationRules): Write[] => [
  {
    label: 'automation rules',
    put: {
      Item: { ...KEY, ...next },
      ...(next.version === 1
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: 'version = :read',
            ExpressionAttributeValues: { ':read': next.version - 1 },
          }),
    },
  },
  { label: 'wanted events', put: { Item: { ...AUTOMATION_WAITS, types: wantedTypes(next.rules) } } },
];

/** Replaces the rules; of two at the same time, the second replaces the first or, by `If-Match`, is refused. */
export const saveAutomationRules = (
  deps: Deps,
  rules: readonly AutomationRule[],
  { actor, ifMatch }: { actor: Actor; ifMatch: number | undefined },
): Promise<{ document: AutomationRules; isNew: boolean } | Problem> =>
  replaceDocument(deps, {
    what: 'rule set',
    ...(ifMatch === undefined ? {} : { ifMatch }),
    read: async () => {
      const document = await read(deps.table, true);
      return { ...(document ? { document } : {}), context: undefined };
    },
    decide: (before) => authorRules(before ?? NO_RULES, rules, actor, deps.now().toISOString()),
    writes: (next) => writesOf(next),
  });
