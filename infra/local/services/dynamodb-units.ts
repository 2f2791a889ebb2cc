import { countWrites } from './dynamodb-capacity/count-writes.ts';
import type { Images } from './dynamodb-capacity/images.ts';
import { learnReads } from './dynamodb-capacity/learn-reads.ts';

/** Read and write units of one request, by table or `table/index`. */
export type Units = { read: Record<string, number>; write: Record<string, number> };

type Capacity = { CapacityUnits?: number };
type Consumed = {
  TableName: string;
  CapacityUnits?: number;
  Table?: Capacity;
  GlobalSecondaryIndexes?: Record<string, Capacity>;
  LocalSecondaryIndexes?: Record<string, Capacity>;
};
type Body = Record<string, unknown>;

const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems']);
const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

/** Whether the operation uses units and takes `ReturnConsumedCapacity`. */
export const usesUnits = (operation: string) => READS.has(operation) || WRITES.has(operation);

/**
 * The units AWS would bill for an answered request. Reads: what DynamoDB Local reports agrees with AWS for gets, queries
 * with results and TransactGetItems. Corrected here:
 *
 * - A Query or Scan that finds nothing counts 0; AWS takes the smallest read, half a unit or one if consistent.
 * - BatchGetItem does not count keys without an item; AWS takes the smallest read for each.
 *
 * Writes are counted from what they do to the items, for DynamoDB Local's report of a transaction says little: it adds up
 * the bytes of all items, rounds once, takes it four times, and leaves condition checks out. Single writes and batches of
 * puts it reports as they are counted here (a test compares them); where an item is not known here, its report stands.
 * It counts one unit too many for some deletes in a batch, and an index entry for an item that lacks one key of two.
 */
export function unitsOf(operation: string, request: Body, answer: Body, images: Images): Units {
  if (WRITES.has(operation)) {
    const { units, exact } = countWrites(images, operation, request, answer);
    const reported = exact || operation === 'TransactWriteItems' ? units : reportedUnits(answer);
    return { read: {}, write: reported };
  }
  learnReads(images, operation, request, answer);
  const read = reportedUnits(answer);
  if (operation === 'BatchGetItem') addMissingKeys(read, request, answer);
  if ((operation === 'Query' || operation === 'Scan') && total(read) === 0) {
    const index = request.IndexName === undefined ? '' : `/${request.IndexName}`;
    add(read, `${request.TableName}${index}`, request.ConsistentRead === true ? 1 : 0.5);
  }
  return { read, write: {} };
}

/** What DynamoDB Local says was consumed. */
export function reportedUnits(answer: Body): Record<string, number> {
  const units: Record<string, number> = {};
  for (const consumed of [answer.ConsumedCapacity ?? []].flat() as Consumed[]) {
    add(units, consumed.TableName, (consumed.Table ?? consumed).CapacityUnits);
    for (const indexes of [consumed.GlobalSecondaryIndexes, consumed.LocalSecondaryIndexes]) {
      for (const [index, capacity] of Object.entries(indexes ?? {})) {
        add(units, `${consumed.TableName}/${index}`, capacity.CapacityUnits);
      }
    }
  }
  return units;
}

/**
 * What a refused write costs: AWS bills a condition that does not hold, and each item of a cancelled transaction. The
 * smallest price is taken, since the size of the stored item is not known here.
 */
export function unitsOfRefusedWrite(operation: string, request: Body, errorType: string): Units {
  const units: Units = { read: {}, write: {} };
  if (errorType.endsWith('ConditionalCheckFailedException')) {
    add(units.write, String(request.TableName), 1);
  }
  if (operation === 'TransactWriteItems' && errorType.endsWith('TransactionCanceledException')) {
    for (const action of actionsOf(request)) add(units.write, action.TableName, 2);
  }
  return units;
}

type Action = { kind: string; TableName: string };

export function actionsOf(request: Body): Action[] {
  return ((request.TransactItems ?? []) as Record<string, { TableName: string }>[]).flatMap((item) =>
    Object.entries(item).map(([kind, { TableName }]) => ({ kind, TableName })),
  );
}

type Keys = { Keys?: unknown[]; ConsistentRead?: boolean };

function addMissingKeys(read: Record<string, number>, request: Body, answer: Body): void {
  const responses = (answer.Responses ?? {}) as Record<string, unknown[]>;
  const unprocessed = (answer.UnprocessedKeys ?? {}) as Record<string, Keys>;
  for (const [table, { Keys = [], ConsistentRead }] of Object.entries(
    (request.RequestItems ?? {}) as Record<string, Keys>,
  )) {
    const missing = Keys.length - (responses[table]?.length ?? 0) - (unprocessed[table]?.Keys?.length ?? 0);
    add(read, table, missing * (ConsistentRead ? 1 : 0.5));
  }
}

function add(side: Record<string, number>, key: string, amount: number | undefined): void {
  if (amount) side[key] = (side[key] ?? 0) + amount;
}

const total = (side: Record<string, number>) => Object.values(side).reduce((sum, amount) => sum + amount, 0);
