import { ulid } from 'ulid';
import type { Random } from '../kernel/ids.ts';
import type { Write } from '../runtime/transact.ts';
import type { Movement, MovementCause, StockChange } from './stock.ts';
import { movementSk, skuPk, stockSk } from './stock-keys.ts';

type Context = { at: Date; actor: string; random: Random };

const CAUSE: Partial<Record<StockChange['kind'], MovementCause>> = {
  issue: 'issue',
  receive: 'receipt',
  adjust: 'adjustment',
};

/** The label of a stock write; a failure of it means that the row has not the units. */
export const stockLabel = (row: { sku: string; locationId: string; shard: number }): string =>
  `stock ${row.sku} ${row.locationId} ${row.shard}`;

const UPDATES = {
  reserve: {
    UpdateExpression: 'ADD reserved :plus, available :minus',
    ConditionExpression: 'available >= :plus',
  },
  release: {
    UpdateExpression: 'ADD reserved :minus, available :plus',
    ConditionExpression: 'reserved >= :plus',
  },
  issue: {
    UpdateExpression: 'ADD reserved :minus, onHand :minus',
    ConditionExpression: 'reserved >= :plus AND onHand >= :plus',
  },
  receive: {
    // A first receipt makes the row; the identity is written again each time, which costs nothing.
    UpdateExpression:
      'SET sku = :sku, locationId = :location, shard = :shard ADD onHand :plus, available :plus, reserved :zero, safety :zero',
  },
  adjust: {
    // Units that are promised cannot be corrected away: what is left must cover them.
    UpdateExpression: 'ADD onHand :plus, available :plus',
    ConditionExpression: 'attribute_exists(pk) AND onHand >= :least AND available >= :least',
  },
} as const;

const valuesOf = (change: StockChange): Record<string, unknown> => {
  const { kind, quantity } = change;
  if (kind === 'receive')
    return {
      ':plus': quantity,
      ':zero': 0,
      ':sku': change.sku,
      ':location': change.locationId,
      ':shard': change.shard,
    };
  if (kind === 'adjust') return { ':plus': quantity, ':least': Math.max(0, -quantity) };
  return { ':plus': quantity, ':minus': -quantity };
};

const change = (of: StockChange): Write => ({
  label: stockLabel(of),
  update: {
    Key: { pk: skuPk(of.sku), sk: stockSk(of.locationId, of.shard) },
    ...UPDATES[of.kind],
    ExpressionAttributeValues: valuesOf(of),
  },
});

const movement = (of: StockChange, cause: MovementCause, { at, actor, random }: Context): Write => {
  const entry: Movement = {
    id: `mov_${ulid(at.getTime(), random)}`,
    sku: of.sku,
    locationId: of.locationId,
    shard: of.shard,
    quantity: of.kind === 'issue' ? -of.quantity : of.quantity,
    cause,
    document: of.document,
    actor,
    at: at.toISOString(),
    ...(of.reason === undefined ? {} : { reason: of.reason }),
  };
  return {
    label: `movement of ${stockLabel(of)}`,
    put: {
      Item: { pk: skuPk(of.sku), sk: movementSk(entry.id), ...entry },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
};

/** The writes of stock changes and their movements; each row must be named once, because a transaction takes an item once. */
export const stockWrites = (changes: readonly StockChange[], context: Context): Write[] =>
  changes.flatMap((each) => {
    const cause = CAUSE[each.kind];
    return cause ? [change(each), movement(each, cause, context)] : [change(each)];
  });
