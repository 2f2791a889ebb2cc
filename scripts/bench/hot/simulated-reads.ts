import type { BatchGetCommandInput, GetCommandInput, QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { isMet } from './condition.ts';
import type { Item, References } from './expression-tokens.ts';
import { itemBytes, readUnits } from './item-bytes.ts';
import { INDEXES, type Items, type Key } from './memory-items.ts';

/** What a read takes of which partition, and what it answers. */
export type Read<Answer> = { costs: readonly { partition: string; units: number }[]; answer: Answer };

const strict = (input: object, understood: readonly string[]): void => {
  for (const [name, value] of Object.entries(input))
    if (value !== undefined && !understood.includes(name)) throw new Error(`${name} is not simulated.`);
};

const projected = (item: Item, expression: string | undefined, names: References['names']): Item => {
  if (expression === undefined) return item;
  const wanted = expression.split(',').map((word) => names?.[word.trim()] ?? word.trim());
  return Object.fromEntries(wanted.flatMap((name) => (name in item ? [[name, item[name]]] : [])));
};

export function readOne(items: Items, input: GetCommandInput): Read<{ Item?: Item }> {
  strict(input, ['TableName', 'Key', 'ConsistentRead', 'ProjectionExpression', 'ExpressionAttributeNames']);
  const key = input.Key as Key;
  const found = items.get(key);
  const units = readUnits(found ? itemBytes(found) : 0, input.ConsistentRead ?? false);
  const Item = found && projected(found, input.ProjectionExpression, input.ExpressionAttributeNames);
  return { costs: [{ partition: key.pk, units }], answer: Item ? { Item } : {} };
}

export function readBatch(
  items: Items,
  input: BatchGetCommandInput,
): Read<{ Responses: Record<string, Item[]> }> {
  strict(input, ['RequestItems']);
  const costs: { partition: string; units: number }[] = [];
  const Responses: Record<string, Item[]> = {};
  for (const [table, asked] of Object.entries(input.RequestItems ?? {})) {
    strict(asked, ['Keys', 'ConsistentRead', 'ProjectionExpression', 'ExpressionAttributeNames']);
    const keys = (asked.Keys ?? []) as Key[];
    if (keys.length > 100) throw new Error('A batch reads a hundred items.');
    const found = keys.flatMap((key) => {
      const item = items.get(key);
      const units = readUnits(item ? itemBytes(item) : 0, asked.ConsistentRead ?? false);
      costs.push({ partition: key.pk, units });
      return item ? [projected(item, asked.ProjectionExpression, asked.ExpressionAttributeNames)] : [];
    });
    Responses[table] = found;
  }
  return { costs, answer: { Responses } };
}

/** The partition that a query names: its condition begins with the equality of the partition key. */
const partitionOf = (input: QueryCommandInput): { partition: string; rest: string | undefined } => {
  const [partitionKey] = input.IndexName
    ? INDEXES[input.IndexName as keyof typeof INDEXES]
    : (['pk'] as const);
  const found = /^\s*(\w+)\s*=\s*(:\w+)\s*(?:AND\s+(.*))?$/s.exec(input.KeyConditionExpression ?? '');
  const [, name, value = '', rest] = found ?? [];
  if (name !== partitionKey) throw new Error(`Not simulated: ${input.KeyConditionExpression}`);
  return { partition: String(input.ExpressionAttributeValues?.[value]), rest };
};

export function query(items: Items, input: QueryCommandInput): Read<{ Items: Item[]; Count: number }> {
  strict(input, [
    'TableName',
    'IndexName',
    'KeyConditionExpression',
    'ExpressionAttributeNames',
    'ExpressionAttributeValues',
    'ConsistentRead',
    'ScanIndexForward',
    'Limit',
    'ProjectionExpression',
  ]);
  const { partition, rest } = partitionOf(input);
  const references = { names: input.ExpressionAttributeNames, values: input.ExpressionAttributeValues };
  const Items: Item[] = [];
  let bytes = 0;
  for (const item of items.inOrder(input.IndexName, partition, input.ScanIndexForward === false)) {
    if (rest !== undefined && !isMet(rest, item, references)) continue;
    bytes += itemBytes(item);
    Items.push(projected(item, input.ProjectionExpression, input.ExpressionAttributeNames));
    if (Items.length === input.Limit) break;
  }
  const place = input.IndexName ? `${input.IndexName} ${partition}` : partition;
  const units = readUnits(bytes, input.ConsistentRead ?? false);
  return { costs: [{ partition: place, units }], answer: { Items, Count: Items.length } };
}
