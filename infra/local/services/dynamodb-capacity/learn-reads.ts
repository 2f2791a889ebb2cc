import type { Images } from './images.ts';
import type { Item } from './item-size.ts';

type Body = Readonly<Record<string, unknown>>;

/** Remembers the items an answer holds whole. Reads of an index or of chosen attributes show only a part. */
export function learnReads(images: Images, operation: string, request: Body, answer: Body): void {
  if (isPartial(request)) return;
  const table = String(request.TableName);
  if (operation === 'GetItem' && answer.Item) images.learn(table, answer.Item as Item);
  if (operation === 'Query' || operation === 'Scan') {
    for (const item of (answer.Items ?? []) as Item[]) images.learn(table, item);
  }
  if (operation === 'BatchGetItem') {
    const asked = (request.RequestItems ?? {}) as Record<string, Body>;
    for (const [name, items] of Object.entries((answer.Responses ?? {}) as Record<string, Item[]>)) {
      if (asked[name] && !isPartial(asked[name])) for (const item of items) images.learn(name, item);
    }
  }
}

const isPartial = (request: Body): boolean =>
  ['IndexName', 'ProjectionExpression', 'AttributesToGet', 'Select'].some(
    (name) => request[name] !== undefined,
  );
