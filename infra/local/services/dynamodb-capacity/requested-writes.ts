import type { Update } from './apply-update.ts';
import type { Item } from './item-size.ts';

/** One write of a request: the item put, or the key of the one changed, deleted or only checked. */
export type RequestedWrite = { table: string } & (
  | { kind: 'Put'; item: Item }
  | { kind: 'Update'; key: Item; update: Update }
  | { kind: 'Delete'; key: Item }
  | { kind: 'ConditionCheck'; key: Item }
);

type Body = Readonly<Record<string, unknown>>;
type Single = Update & { TableName: string; Item: Item; Key: Item };
type Batch = Readonly<
  Record<string, readonly { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } }[]>
>;
type Kind = RequestedWrite['kind'];

/** All writes a request asks for, in its order; none for an operation that reads. */
export function requestedWrites(operation: string, request: Body): RequestedWrite[] {
  switch (operation) {
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return [single(operation.slice(0, -'Item'.length) as Kind, request as unknown as Single)];
    case 'BatchWriteItem':
      return batched((request.RequestItems ?? {}) as Batch);
    case 'TransactWriteItems':
      return ((request.TransactItems ?? []) as Record<Kind, Single>[]).flatMap((item) =>
        (Object.entries(item) as [Kind, Single][]).map(([kind, write]) => single(kind, write)),
      );
    default:
      return [];
  }
}

function single(kind: Kind, write: Single): RequestedWrite {
  const table = write.TableName;
  if (kind === 'Put') return { table, kind, item: write.Item };
  if (kind === 'Update') return { table, kind, key: write.Key, update: write };
  return { table, kind, key: write.Key };
}

const batched = (batch: Batch): RequestedWrite[] =>
  Object.entries(batch).flatMap(([table, writes]) =>
    writes.flatMap(({ PutRequest, DeleteRequest }): RequestedWrite[] => [
      ...(PutRequest ? [{ table, kind: 'Put' as const, item: PutRequest.Item }] : []),
      ...(DeleteRequest ? [{ table, kind: 'Delete' as const, key: DeleteRequest.Key }] : []),
    ]),
  );
