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
 * The units AWS would bill for an answered request. What DynamoDB Local reports was compared with AWS's rules; single
 * writes with their indexes, gets, queries with results and TransactGetItems agree. Corrected here:
 *
 * - TransactWriteItems is doubled twice (four units instead of two for each KB): halved.
 * - A ConditionCheck inside it is not counted; AWS takes two units for each KB of the item. Its size is unknown here,
 *   so that two units are taken, which is exact up to 1 KB.
 * - A Query or Scan that finds nothing counts 0; AWS takes the smallest read, half a unit or one if consistent.
 * - BatchGetItem does not count keys without an item; AWS takes the smallest read for each.
 */
export function unitsOf(operation: string, request: Body, answer: Body): Units {
  const units: Units = { read: {}, write: {} };
  const side = READS.has(operation) ? units.read : units.write;
  const factor = operation === 'TransactWriteItems' ? 0.5 : 1;
  for (const consumed of [answer.ConsumedCapacity ?? []].flat() as Consumed[]) {
    add(side, consumed.TableName, (consumed.Table ?? consumed).CapacityUnits, factor);
    for (const indexes of [consumed.GlobalSecondaryIndexes, consumed.LocalSecondaryIndexes]) {
      for (const [index, capacity] of Object.entries(indexes ?? {})) {
        add(side, `${consumed.TableName}/${index}`, capacity.CapacityUnits, factor);
      }
    }
  }
  if (operation === 'TransactWriteItems') addConditionChecks(units, request);
  if (operation === 'BatchGetItem') addMissingKeys(units, request, answer);
  if ((operation === 'Query' || operation === 'Scan') && total(units.read) === 0) {
    const index = request.IndexName === undefined ? '' : `/${request.IndexName}`;
    add(units.read, `${request.TableName}${index}`, request.ConsistentRead === true ? 1 : 0.5, 1);
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
    add(units.write, String(request.TableName), 1, 1);
  }
  if (operation === 'TransactWriteItems' && errorType.endsWith('TransactionCanceledException')) {
    for (const action of actionsOf(request)) add(units.write, action.TableName, 2, 1);
  }
  return units;
}

type Action = { kind: string; TableName: string };

export function actionsOf(request: Body): Action[] {
  return ((request.TransactItems ?? []) as Record<string, { TableName: string }>[]).flatMap((item) =>
    Object.entries(item).map(([kind, { TableName }]) => ({ kind, TableName })),
  );
}

function addConditionChecks(units: Units, request: Body): void {
  for (const { kind, TableName } of actionsOf(request)) {
    if (kind === 'ConditionCheck') add(units.write, TableName, 2, 1);
  }
}

type Keys = { Keys?: unknown[]; ConsistentRead?: boolean };

function addMissingKeys(units: Units, request: Body, answer: Body): void {
  const responses = (answer.Responses ?? {}) as Record<string, unknown[]>;
  const unprocessed = (answer.UnprocessedKeys ?? {}) as Record<string, Keys>;
  for (const [table, { Keys = [], ConsistentRead }] of Object.entries(
    (request.RequestItems ?? {}) as Record<string, Keys>,
  )) {
    const missing = Keys.length - (responses[table]?.length ?? 0) - (unprocessed[table]?.Keys?.length ?? 0);
    add(units.read, table, missing * (ConsistentRead ? 1 : 0.5), 1);
  }
}

function add(side: Record<string, number>, key: string, amount: number | undefined, factor: number): void {
  if (amount) side[key] = (side[key] ?? 0) + amount * factor;
}

const total = (side: Record<string, number>) => Object.values(side).reduce((sum, amount) => sum + amount, 0);
