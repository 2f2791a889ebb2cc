import { asProduct } from '../../catalog/product-item.ts';
import { PRODUCT, skuPk } from '../../inventory/stock-keys.ts';
import { notFound, type Problem } from '../../kernel/problem.ts';
import type { OrderBody } from '../../orders/order.ts';
import { BODY, orderPk } from '../../orders/order-keys.ts';
import { readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import type { Gathering } from '../gathering.ts';
import type { Member } from '../member.ts';
import { type PickRow, pickListOf } from '../pick-list.ts';
import { loadBins } from './bin-store.ts';
import { findGathering } from './gathering-store.ts';
import { loadMembers } from './load-members.ts';

/** How the buyer of a tote's goods wishes them to be packed. */
export type PickWish = { position: number; fulfilmentId: string; orderNumber: string; text: string };

const bodyKeysOf = (members: readonly Member[]) => [
  ...new Map(
    members.flatMap(({ fulfilment }) =>
      fulfilment ? [[fulfilment.orderId, { pk: orderPk(fulfilment.orderId), sk: BODY }]] : [],
    ),
  ).values(),
];

const wishesAmong = (
  members: readonly Member[],
  texts: ReadonlyMap<unknown, string | undefined>,
): PickWish[] =>
  members.flatMap(({ position, fulfilmentId, fulfilment }) => {
    const text = fulfilment && texts.get(orderPk(fulfilment.orderId));
    return fulfilment && text !== undefined
      ? [{ position, fulfilmentId, orderNumber: fulfilment.orderNumber, text }]
      : [];
  });

/** What is still to be picked for a wave, in walking order, and how it is wished to be packed; the wave with it. */
export const loadPickList = async (
  table: Table,
  id: string,
): Promise<{ wave: Gathering; rows: PickRow[]; wishes: PickWish[] } | Problem> => {
  const stored = await findGathering(table, 'wave', id);
  if (!stored) return notFound('wave');
  const { gathering: wave } = stored;
  const members = await loadMembers(table, wave);
  const skus = [
    ...new Set(members.flatMap(({ fulfilment }) => fulfilment?.lines.map(({ sku }) => sku) ?? [])),
  ];
  const [bins, products, bodies] = await Promise.all([
    loadBins(table, wave.locationId, skus),
    readItems(
      table,
      skus.map((sku) => ({ pk: skuPk(sku), sk: PRODUCT })),
    ),
    readItems(table, bodyKeysOf(members)),
  ]);
  const names = new Map(products.map(asProduct).map(({ sku, name }) => [sku, name]));
  const texts = new Map(bodies.map((body) => [body.pk, (body as unknown as OrderBody).delivery.wish]));
  return { wave, rows: pickListOf(members, bins, names), wishes: wishesAmong(members, texts) };
};
