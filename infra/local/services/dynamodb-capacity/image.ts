import { type AttributeValue, attributeSize, type Item } from './item-size.ts';

/**
 * What is remembered of a stored item: the bytes of each attribute, and the values of those that count: numbers (an
 * update adds to them) and what an index stores.
 */
export type Image = Readonly<Record<string, AttributeImage>>;
export type AttributeImage = { bytes: number; value?: AttributeValue };

/** Remembers an item; `stored` tells which attributes some index stores. */
export const imageOf = (item: Item, stored: (attribute: string) => boolean): Image =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, attributeImage(name, value, stored(name))]),
  );

/** Remembers one attribute, with its value if it is asked for or a number. */
export const attributeImage = (name: string, value: AttributeValue, keep: boolean): AttributeImage =>
  keep || 'N' in value ? { bytes: attributeSize(name, value), value } : { bytes: attributeSize(name, value) };

/** Bytes of the whole item. */
export const bytesOf = (image: Image): number =>
  Object.values(image).reduce((sum, { bytes }) => sum + bytes, 0);
