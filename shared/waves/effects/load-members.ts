import type { Fulfilment } from '../../orders/fulfilment.ts';
import type { OrderHead } from '../../orders/order.ts';
import { HEAD, orderPk } from '../../orders/order-keys.ts';
import { wholeItem } from '../../runtime/packed.ts';
import { readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import type { Gathering } from '../gathering.ts';
import { type Member, memberOf } from '../member.ts';
import { fulfilmentKey } from './mark-members.ts';

/** The heads of orders, as last committed, by the order's id. */
export const loadHeads = async (
  table: Table,
  orderIds: Iterable<string>,
): Promise<ReadonlyMap<string, OrderHead>> => {
  const keys = [...new Set(orderIds)].map((id) => ({ pk: orderPk(id), sk: HEAD }));
  const items = await readItems<OrderHead>(table, keys, { ConsistentRead: true });
  return new Map(items.map((head) => [head.id, head]));
};

/** The fulfilments of a wave or manifest as they stand: two batches of reads, whatever its size. */
export const loadMembers = async (
  table: Table,
  gathering: Pick<Gathering, 'id' | 'kind' | 'members'>,
): Promise<Member[]> => {
  const keys = gathering.members.map(fulfilmentKey);
  const found = await readItems(table, keys, { ConsistentRead: true });
  const items = found.map(wholeItem) as unknown as Fulfilment[];
  const fulfilments = new Map(items.map((each) => [each.id, each]));
  const heads = await loadHeads(
    table,
    items.map(({ orderId }) => orderId),
  );
  return gathering.members.map((id) => {
    const fulfilment = fulfilments.get(id);
    return memberOf(gathering, id, fulfilment, fulfilment && heads.get(fulfilment.orderId));
  });
};
