import type { Item } from '../../../scripts/verify/report.ts';
import { unitsIn } from '../../../shared/inventory/backorder.ts';
import type { StockRow } from '../../../shared/inventory/stock.ts';
import { availableUnits } from '../../../shared/inventory/stock-by-location.ts';
import { isWaiting, waitingOf } from '../../../shared/orders/backorder.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { ordersIn } from '../system/orders-in.ts';
import type { World } from '../system/world.ts';

const total = (amounts: readonly number[]): number => amounts.reduce((sum, each) => sum + each, 0);
const isOut = ({ status }: { status: string }): boolean => status === 'shipped' || status === 'delivered';

/** Units of a SKU that have left a location with their fulfilments. */
const left = (orders: readonly Order[], sku: string, locationId?: string): number =>
  total(
    orders
      .flatMap(({ fulfilments }) => fulfilments)
      .filter((each) => isOut(each) && (locationId === undefined || each.locationId === locationId))
      .flatMap(({ lines }) => lines)
      .filter((line) => line.sku === sku)
      .map(({ quantity }) => quantity),
  );

/** Units of a SKU that living orders want. */
const wanted = (orders: readonly Order[], sku: string): number =>
  total(
    orders
      .filter(({ head }) => head.status !== 'cancelled')
      .flatMap(({ lines }) => lines)
      .flatMap(partsIn)
      .filter((part) => part.sku === sku)
      .map(({ quantity }) => quantity),
  );

/** Units that a line wants of each SKU: of a bundle those of its parts. */
const partsIn = ({ sku, quantity, components }: Order['lines'][number]) =>
  components?.map((part) => ({ sku: part.sku, quantity: part.quantity * quantity })) ?? [{ sku, quantity }];

/** Units of a SKU that living orders wait for. */
const waiting = (orders: readonly Order[], sku: string): number =>
  total(
    orders
      .flatMap(waitingOf)
      .filter((backorder) => backorder.sku === sku)
      .map(unitsIn),
  );

/** With nothing left to do, nobody waits for what lies there; but for orders whose goods a location has refused. */
const idleFaults = (orders: readonly Order[], sku: string, rows: readonly StockRow[]): string[] => {
  const refused = orders.some(
    (order) => isWaiting(order) && order.fulfilments.some(({ rejected }) => rejected),
  );
  const there = total([...Map.groupBy(rows, ({ locationId }) => locationId).values()].map(availableUnits));
  const units = waiting(orders, sku);
  return units > 0 && there > 0 && !refused ? [`${sku}: ${units} waited for, ${there} lie there`] : [];
};

const stockFaults = (world: World, orders: readonly Order[], rows: readonly StockRow[]): string[] =>
  world.skus.flatMap(({ sku }) => {
    const own = rows.filter((row) => row.sku === sku);
    const reserved = total(own.map((row) => row.reserved));
    const mustReserve = wanted(orders, sku) - left(orders, sku) - waiting(orders, sku);
    return [
      ...idleFaults(orders, sku, own),
      ...(reserved === mustReserve ? [] : [`${sku}: ${reserved} reserved, orders want ${mustReserve}`]),
      ...[...Map.groupBy(own, ({ locationId }) => locationId)].flatMap(([locationId, there]) => {
        const is = total(there.map(({ onHand }) => onHand));
        const must = (world.told.stock.get(`${sku} ${locationId}`) ?? 0) - left(orders, sku, locationId);
        return is === must ? [] : [`${sku} at ${locationId}: ${is} on hand, ${must} must be`];
      }),
    ];
  });

/** Exactly the money that was told of has been booked, wherever splits and merges have taken it. */
const moneyFaults = ({ told }: World, orders: readonly Order[]): string[] => {
  const booked = orders.flatMap(({ payments }) => payments).filter(({ status }) => status === 'succeeded');
  const byRoot = Map.groupBy(booked, ({ id, shareOf }) => shareOf ?? id);
  const sums = [...told.paid].flatMap((id) => {
    const is = total((byRoot.get(id) ?? []).map(({ amount }) => amount.amount));
    const must = told.asked.get(id)?.amount;
    return is === must ? [] : [`${id}: ${must} came in, ${is} is booked`];
  });
  const byChannel = new Set(
    booked.filter(({ method }) => method === 'channel').map(({ id, shareOf }) => shareOf ?? id),
  );
  const invented = [...byRoot.keys()].filter((id) => !told.paid.has(id) && !byChannel.has(id));
  const unheard =
    byChannel.size > told.paidByChannel.size ? ['a channel paid more orders than it told of'] : [];
  const back = orders.flatMap(({ refunds }) => refunds);
  const unasked = back.filter(({ id, status }) => status === 'succeeded' && !told.refunded.has(id));
  // What was told and is not booked must at least be noted where people see it.
  const lost = back.filter(
    ({ id, status, refused = [] }) => told.refunded.has(id) && status !== 'succeeded' && refused.length === 0,
  );
  return [
    ...sums,
    ...unheard,
    ...invented.map((id) => `${id} is booked, nobody paid it`),
    ...unasked.map(({ id }) => `${id} is booked as given back, nobody said so`),
    ...lost.map(({ id }) => `${id} went back and is forgotten`),
  ];
};

/** What a whole order may owe or hold, whatever happened to it. */
const orderFaults = ({ head, refunds }: Order): string[] => {
  const pending = total(
    refunds.filter(({ status }) => status === 'pending').map(({ amount }) => amount.amount),
  );
  const kept = head.totals.paid - head.totals.refunded - pending;
  const limit = head.status === 'cancelled' ? 0 : head.totals.grand;
  // A refund that failed waits for a person; until then its money is still here.
  const failed = refunds.some(({ status, withdrawnAt }) => status === 'failed' && withdrawnAt === undefined);
  return [
    ...(kept > limit && !failed ? [`${head.id} keeps ${kept}, its buyer owes ${limit}`] : []),
    ...(kept < 0 ? [`${head.id} gives back ${-kept} more than came`] : []),
  ];
};

/** Holds what the table has against what the model knows by itself; answers what differs. */
export const modelFaults = (world: World, items: readonly Item[]): string[] => {
  const orders = ordersIn(items);
  const rows = items.filter(({ sk }) => sk.startsWith('STOCK#')) as unknown as StockRow[];
  return [...stockFaults(world, orders, rows), ...moneyFaults(world, orders), ...orders.flatMap(orderFaults)];
};
