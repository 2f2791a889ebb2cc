import { unitsIn } from '../../inventory/backorder.ts';
import { countWrites, dequeueWrite, enqueueWrite } from '../../inventory/effects/backorder-store.ts';
import type { Write } from '../../runtime/transact.ts';
import { type Backorder, entryOf } from '../backorder.ts';
import type { Order } from '../order.ts';
import { backorderSk, orderPk } from '../order-keys.ts';

const keyOf = (orderId: string, backorder: Backorder) => ({
  pk: orderPk(orderId),
  sk: backorderSk(backorder.sku, backorder.since),
});

const asRead = ({ version }: Backorder) =>
  version === undefined
    ? { ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(version)' }
    : { ConditionExpression: 'version = :read', ExpressionAttributeValues: { ':read': version } };

const labelOf = ({ sku }: Backorder): string => `backorder of ${sku}`;

const put = (orderId: string, backorder: Backorder, earlier?: Backorder): Write[] => [
  {
    label: labelOf(backorder),
    put: {
      Item: { ...keyOf(orderId, backorder), ...backorder },
      ...(earlier ? asRead(earlier) : { ConditionExpression: 'attribute_not_exists(pk)' }),
    },
  },
  enqueueWrite(entryOf(orderId, backorder)),
];

const removal = (orderId: string, backorder: Backorder): Write[] => [
  { label: labelOf(backorder), remove: { Key: keyOf(orderId, backorder), ...asRead(backorder) } },
  dequeueWrite(entryOf(orderId, backorder)),
];

/**
 * What an order waits for, where that differs from what was read, and the queues' entries that say the same. The products'
 * counts are not among it: orders that change together may change one product only once (`countWrites`).
 */
export const backorderWrites = (
  orderId: string,
  { backorders: before = [] }: Pick<Order, 'backorders'>,
  { backorders: after = [] }: Pick<Order, 'backorders'>,
): Write[] => {
  if (before === after) return [];
  const same = (one: Backorder) => (other: Backorder) => one.sku === other.sku && one.since === other.since;
  return [
    ...before.filter((each) => !after.some(same(each))).flatMap((each) => removal(orderId, each)),
    ...after.flatMap((each) => {
      const earlier = before.find(same(each));
      return earlier === each ? [] : put(orderId, each, earlier);
    }),
  ];
};

/** The writes of a new order's backorders, those of one SKU together with its product's count; a group is never torn apart. */
export const waitingGroups = (
  { head, backorders = [] }: Order,
  terms: Parameters<typeof countWrites>[1],
): Write[][] =>
  [...Map.groupBy(backorders, ({ sku }) => sku)].map(([sku, of]) => [
    ...of.flatMap((each) => put(head.id, each)),
    ...countWrites(
      new Map([[sku, of.reduce((sum, each) => sum + unitsIn(each), 0)]]),
      terms.filter((term) => term.sku === sku),
    ),
  ]);

/** The writes that end backorders, those of one SKU together with its product's count; a group is never torn apart. */
export const givingUpGroups = (orderId: string, backorders: readonly Backorder[]): Write[][] =>
  [...Map.groupBy(backorders, ({ sku }) => sku)].map(([sku, of]) => [
    ...of.flatMap((each) => removal(orderId, each)),
    ...countWrites(new Map([[sku, -of.reduce((sum, each) => sum + unitsIn(each), 0)]]), []),
  ]);
