import type { Product } from './product.ts';

/** A product as it stands in the table, without the attributes that exist for keys, indexes and counting. */
export const asProduct = (item: Record<string, unknown>): Product => {
  const {
    pk: _,
    sk: __,
    kindPk: ___,
    id: ____,
    stockRows: _____,
    mostShards: ______,
    duePk: _______,
    dueSk: ________,
    stagePk: _________,
    stageSk: __________,
    backordered: ___________,
    queueTurn: ____________,
    ...product
  } = item;
  return product as Product;
};
