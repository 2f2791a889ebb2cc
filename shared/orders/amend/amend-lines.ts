import { isDeepStrictEqual } from 'node:util';
import type { Product } from '../../catalog/product.ts';
import { type FieldError, isProblem, type Problem, validationFailed } from '../../kernel/problem.ts';
import { boughtOf } from '../../promotions/due-gifts.ts';
import { frozenParts, tooManyParts, whyNotSold } from '../bundle-parts.ts';
import { asGift, wrongGift } from '../gifts/given-by-hand.ts';
import { partsOf } from '../needs-of.ts';
import type { Order, OrderLine } from '../order.ts';
import { MAX_LINES } from '../place-order-schema.ts';
import type { PricedItem } from '../price-order.ts';
import { agreedOn } from '../substitutes/stand-in.ts';
import type { WishedLine } from './amend-schema.ts';
import { itemOf } from './items-of.ts';
import { type LineDifference, lineDifference } from './line-difference.ts';

/** The lines as they are to be, and what that changes. */
export type LineChange = LineDifference & {
  items: readonly PricedItem[];
  lastLine: number;
  /** Lines for which something else is agreed to be sent instead than before. */
  agreed: readonly PricedItem[];
};

const ordinalOf = (id: string): number => Number(id.slice('lin_'.length)) || 0;

/** The highest line number that an order ever gave. */
export const lastLineOf = ({ lines, body }: Order): number =>
  Math.max(body.lastLine ?? 0, ...lines.map(({ id }) => ordinalOf(id)));

/**
 * Holds a complete wished list of lines against the order's: lines that stay keep their price and place, new ones come
 * after them at the catalogue's price or the one that staff gave. Every wrong field is named.
 */
export const changeLines = (
  order: Order,
  wished: readonly WishedLine[],
  productOf: (sku: string) => Product | undefined,
): LineChange | Problem => {
  const errors: FieldError[] = [];
  const wrong = (at: number, field: string, code: string, message: string): void =>
    void errors.push({ path: `/lines/${at}/${field}`, code, message });
  const quantities = new Map<string, number>();
  const added: PricedItem[] = [];
  let lastLine = lastLineOf(order);
  for (const [at, wish] of wished.entries()) {
    if (wish.id !== undefined) {
      const line = order.lines.find(({ id }) => id === wish.id);
      const before = quantities.size;
      quantities.set(wish.id, wish.quantity);
      if (!line) wrong(at, 'id', 'unknown_line', 'is not a line of this order');
      else if (quantities.size === before) wrong(at, 'id', 'duplicate_line', 'is named twice');
      else if (line.sku !== wish.sku) wrong(at, 'sku', 'sku_differs', `is not the line's, ${line.sku}`);
      else if (wish.gift) wrong(at, 'gift', 'gift_is_kept', 'is only said of a new line');
      else if (wish.unitPrice && wish.unitPrice.amount !== line.unitPrice.amount)
        wrong(at, 'unitPrice', 'price_is_kept', 'cannot be changed; take the line away and add a new one');
      else if (wish.quantity > line.quantity && line.gift)
        wrong(at, 'quantity', 'is_a_gift', 'is raised, but of a gift there are as many as were given');
      else if (wish.quantity > line.quantity && isUnsold(line, productOf))
        wrong(at, 'quantity', 'inactive_sku', 'is raised, but the product is not sold at present');
    } else if (wish.quantity > 0) {
      const item = newItem(order, wish, productOf, `lin_${lastLine + 1}`);
      if (isProblem(item))
        for (const { path, code, message } of item.errors ?? []) wrong(at, path, code, message);
      else {
        lastLine += 1;
        added.push(item);
      }
    }
  }
  const kept = order.lines.flatMap((line) => {
    // A gift that is not named follows what it was given for.
    const quantity = quantities.get(line.id) ?? (line.gift ? line.quantity : 0);
    return quantity > 0 ? [withAgreement(itemOf(line, quantity), wished)] : [];
  });
  const items = [...kept, ...added];
  if (errors.length === 0 && boughtOf(items).length === 0)
    errors.push({ path: '/lines', code: 'too_small', message: 'leave nothing; cancel the order instead' });
  if (boughtOf(items).length > MAX_LINES)
    errors.push({ path: '/lines', code: 'too_big', message: `are more than ${MAX_LINES}` });
  errors.push(...tooManyParts(items));
  if (errors.length > 0) return validationFailed(errors);
  return {
    ...lineDifference(order, items),
    items,
    lastLine,
    agreed: kept.filter(({ id, substitutes }) =>
      order.lines.some((line) => line.id === id && !isDeepStrictEqual(line.substitutes, substitutes)),
    ),
  };
};

/** More of a line is sold while its product is, and all that it was made of when it was ordered. */
const isUnsold = (line: OrderLine, productOf: (sku: string) => Product | undefined): boolean =>
  productOf(line.sku)?.active === false || partsOf(line).some(({ sku }) => productOf(sku)?.active === false);

/** What was agreed for a line stays where nothing is said of it. */
const withAgreement = (item: PricedItem, wished: readonly WishedLine[]): PricedItem => {
  const said = wished.find(({ id }) => id === item.id)?.substitutes;
  if (said === undefined) return item;
  const { substitutes: _, ...line } = item;
  return { ...line, ...agreedOn(said) };
};

/** Whether a list of lines changes anything. */
export const changesLines = ({ added, removed, changed, agreed }: LineChange): boolean =>
  added.length + removed.length + changed.length + agreed.length > 0;

const newItem = (
  { head, lines }: Order,
  { sku, quantity, unitPrice, substitutes, gift }: WishedLine,
  productOf: (sku: string) => Product | undefined,
  id: string,
): PricedItem | Problem => {
  const product = productOf(sku);
  const wrong = (path: string, code: string, message: string) => validationFailed([{ path, code, message }]);
  if (!product) return wrong('sku', 'unknown_sku', 'is not in the catalogue');
  const unsold = whyNotSold(product, productOf);
  if (unsold) return wrong('sku', unsold.code, unsold.message);
  const price = unitPrice ?? product.price;
  if (price.currency !== head.currency)
    return wrong(
      unitPrice ? 'unitPrice/currency' : 'sku',
      'currency_mismatch',
      `is in ${price.currency}, the order in ${head.currency}`,
    );
  const errors = wrongGift({ unitPrice, gift }, (each) => boughtOf(lines).some((line) => line.id === each));
  if (errors.length > 0) return validationFailed(errors);
  const differs = price.amount !== product.price.amount || price.currency !== product.price.currency;
  const item: PricedItem = {
    id,
    sku,
    name: product.name,
    quantity,
    ...frozenParts(product),
    unitPrice: price,
    ...(differs ? { cataloguePrice: product.price } : {}),
    ...agreedOn(substitutes),
  };
  return gift ? asGift(item, product, gift) : item;
};
