import type { Product } from '../../catalog/product.ts';
import type { FieldError } from '../../kernel/problem.ts';
import type { PricedItem } from '../price-order.ts';

/** A wished line that may be a gift. */
type WishedGift = {
  unitPrice?: { amount: number } | undefined;
  gift?: { reason: string; causes?: readonly string[] | undefined } | undefined;
};

/** What is wrong with a line that staff give: it has a price, or names lines that are none, or gifts themselves. */
export const wrongGift = (
  { unitPrice, gift }: WishedGift,
  isBought: (lineId: string) => boolean,
): FieldError[] => {
  if (!gift) return [];
  const wrong = (gift.causes ?? []).flatMap((id, at) =>
    isBought(id)
      ? []
      : [{ path: `gift/causes/${at}`, code: 'unknown_line', message: 'is not a line that is paid for' }],
  );
  return unitPrice && unitPrice.amount !== 0
    ? [
        { path: 'unitPrice', code: 'gift_has_a_price', message: 'is not nothing, but the line is a gift' },
        ...wrong,
      ]
    : wrong;
};

/** The line as a gift: it costs nothing, and shows what it would have cost. */
export const asGift = (
  item: PricedItem,
  { price }: Pick<Product, 'price'>,
  gift: NonNullable<WishedGift['gift']>,
): PricedItem => ({
  ...item,
  unitPrice: { ...item.unitPrice, amount: 0 },
  cataloguePrice: price,
  gift: { reason: gift.reason, ...(gift.causes ? { causes: gift.causes } : {}) },
});
