import { ulid } from 'ulid';
import type { Random } from '../../kernel/ids.ts';
import type { Write } from '../../runtime/transact.ts';
import type { Movement, MovementCause, StockChange, StockRow } from '../stock.ts';
import { movementSk, PRODUCT, skuPk, stockKey } from '../stock-keys.ts';

/** Who changes stock, and when. */
export type StockContext = { at: Date; actor: string; random: Random };

const CAUSE: Partial<Record<StockChange['kind'], MovementCause>> = {
  issue: 'issue',
  receive: 'receipt',
  adjust: 'adjustment',
  move: 'rebalance',
};

/** The label of a stock write; a failure of it means that the row has not the units. */
export const stockLabel = (row: { sku: string; locationId: string; shard: number }): string =>
  `stock ${row.sku} ${row.locationId} ${row.shard}`;

/**
 * `rose` says that a row was raised last, for those who serve buyers that wait; they need not look at what is sold. `moves`
 * counts the row's movements: a ledger that has lost one is told from a figure that is wrong.
 */
const UPDATES = {
  reserve: {
    UpdateExpression: 'REMOVE rose ADD reserved :plus, available :minus',
    ConditionExpression: 'available >= :plus',
  },
  release: {
    UpdateExpression: 'SET rose = :rose ADD reserved :minus, available :plus',
    ConditionExpression: 'reserved >= :plus',
  },
  issue: {
    UpdateExpression: 'ADD reserved :minus, onHand :minus, moves :one',
    ConditionExpression: 'reserved >= :plus AND onHand >= :plus',
  },
  receive: {
    // A first receipt makes the row; the identity is written again each time, which costs nothing.
    UpdateExpression:
      'SET rose = :rose, sku = :sku, locationId = :location, #shard = :shard ADD onHand :plus, available :plus, reserved :zero, safety :zero, moves :one',
    ExpressionAttributeNames: { '#shard': 'shard' },
  },
  correct: {
    // Units that are promised cannot be corrected away, but the safety stock can: on hand − reserved is available + safety.
    UpdateExpression: 'ADD onHand :plus, available :plus, moves :one',
    ConditionExpression: 'safety = :safety AND available >= :least',
  },
  bring: {
    // Nobody can take between what comes in for an order; the row is there, or it is opened.
    UpdateExpression: 'ADD onHand :plus, reserved :plus, moves :one',
    ConditionExpression: 'attribute_exists(pk)',
  },
  give: {
    UpdateExpression: 'ADD onHand :plus, available :plus, moves :one',
    ConditionExpression: 'available >= :least',
  },
} as const;

/** A correction upwards, or what another row gave, is stock that came in, with another cause. */
const updateOf = ({ kind, quantity }: StockChange): keyof typeof UPDATES => {
  if (kind === 'adjust') return quantity < 0 ? 'correct' : 'receive';
  if (kind === 'move') return quantity < 0 ? 'give' : 'receive';
  return kind;
};

const valuesOf = (change: StockChange): Record<string, unknown> => {
  const { quantity, safety = 0 } = change;
  switch (updateOf(change)) {
    case 'receive':
      return {
        ':plus': quantity,
        ':rose': true,
        ':zero': 0,
        ':one': 1,
        ':sku': change.sku,
        ':location': change.locationId,
        ':shard': change.shard,
      };
    case 'correct':
      return { ':plus': quantity, ':safety': safety, ':least': -quantity - safety, ':one': 1 };
    case 'bring':
      return { ':plus': quantity, ':one': 1 };
    case 'give':
      return { ':plus': quantity, ':least': -quantity, ':one': 1 };
    case 'issue':
      return { ':plus': quantity, ':minus': -quantity, ':one': 1 };
    case 'release':
      return { ':plus': quantity, ':minus': -quantity, ':rose': true };
    default:
      return { ':plus': quantity, ':minus': -quantity };
  }
};

const change = (of: StockChange): Write[] =>
  of.opensWithSafety === undefined
    ? [
        {
          label: stockLabel(of),
          update: {
            Key: stockKey(of),
            ...UPDATES[updateOf(of)],
            ExpressionAttributeValues: valuesOf(of),
          },
        },
      ]
    : opening(of, of.opensWithSafety);

/**
 * Makes the row that carries a SKU's safety stock at a location. The product must still ask for that much, and counts
 * the row, so that a change of its safety stock at the same time cannot miss it.
 */
const opening = (of: StockChange, safety: number): Write[] => {
  const { kind, sku, locationId, shard, quantity } = of;
  const reserved = kind === 'bring' ? quantity : 0;
  const row: StockRow = {
    sku,
    locationId,
    shard,
    onHand: quantity,
    reserved,
    safety,
    available: quantity - reserved - safety,
  };
  return [
    {
      label: stockLabel(of),
      put: {
        Item: { ...stockKey(of), ...row, moves: 1, rose: true },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    {
      label: `product ${sku}`,
      update: {
        Key: { pk: skuPk(sku), sk: PRODUCT },
        UpdateExpression: 'ADD stockRows :one',
        ConditionExpression: 'safetyStock = :safety AND attribute_not_exists(components)',
        ExpressionAttributeValues: { ':one': 1, ':safety': safety },
      },
    },
  ];
};

/** The writes that give each location's safety row another safety stock; a row that has it already is left alone. */
export const safetyWrites = (rows: readonly StockRow[], safety: number): Write[] =>
  rows
    .filter((row) => row.shard === 0 && row.safety !== safety)
    .map((row) => ({
      label: `safety of ${stockLabel(row)}`,
      update: {
        Key: stockKey(row),
        UpdateExpression: 'SET safety = :safety ADD available :less',
        ConditionExpression: 'safety = :old',
        ExpressionAttributeValues: { ':safety': safety, ':less': row.safety - safety, ':old': row.safety },
      },
    }));

/** What happened, without what a ledger entry adds of itself. */
export type Happening = Omit<Movement, 'id' | 'actor' | 'at' | 'shard' | 'quantity'>;

/** The ledger entry of units that changed beside what is on hand; on hand itself stays. */
export const asideMovement = (of: Happening, context: StockContext): Write =>
  movementWrite({ ...of, shard: 0, quantity: 0 }, context);

const movementWrite = (
  of: Happening & Pick<Movement, 'shard' | 'quantity'>,
  { at, actor, random }: StockContext,
): Write => {
  const entry: Movement = { id: `mov_${ulid(at.getTime(), random)}`, ...of, actor, at: at.toISOString() };
  return {
    label: `movement of ${stockLabel(of)}`,
    put: {
      Item: { pk: skuPk(of.sku), sk: movementSk(entry.id), ...entry },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
};

const movement = (
  { kind, sku, locationId, shard, quantity, document, reason, aside }: StockChange,
  cause: MovementCause,
  context: StockContext,
): Write =>
  movementWrite(
    {
      sku,
      locationId,
      shard,
      quantity: kind === 'issue' ? -quantity : quantity,
      cause,
      document,
      ...(reason === undefined ? {} : { reason }),
      ...aside,
    },
    context,
  );

/** The writes of stock changes and their movements; each row must be named once, because a transaction takes an item once. */
export const stockWrites = (changes: readonly StockChange[], context: StockContext): Write[] =>
  changes.flatMap((each) => {
    const cause = each.cause ?? CAUSE[each.kind];
    return cause ? [...change(each), movement(each, cause, context)] : change(each);
  });
