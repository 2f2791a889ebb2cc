import type { LocalTable } from '../../model.ts';
import { type Image, imageOf } from './image.ts';
import type { Item } from './item-size.ts';
import { keyOf, shapeOf, type TableShape } from './table-shape.ts';

/** Two or three kilobytes each at most: 50 MB when full. */
const MOST_ITEMS = 20_000;

/** What the metering remembers of the tables' items: the ones written or read last. */
export type Images = {
  shapeOf(table: string): TableShape | undefined;
  /** The item as last seen, `null` if it is known that there is none, `undefined` if nothing is known. */
  get(table: string, item: Item): Image | null | undefined;
  set(table: string, item: Item, image: Image | null): void;
  /** An item that was read whole is remembered, unless more is known already. */
  learn(table: string, item: Item): void;
};

/** Starts with nothing known: items written before, or forgotten since, are learned when they are read or put. */
export function openImages(tables: readonly LocalTable[], mostItems = MOST_ITEMS): Images {
  const shapes = new Map(tables.map((table) => [table.name, shapeOf(table)]));
  const images = new Map<string, Image | null>();

  const placeOf = (table: string, item: Item): string | undefined => {
    const shape = shapes.get(table);
    return shape && `${table} ${keyOf(shape, item)}`;
  };
  const remember = (place: string, image: Image | null) => {
    // A Map keeps the order of insertion: the first is the one not written for longest.
    images.delete(place);
    images.set(place, image);
    const [oldest] = images.keys();
    if (images.size > mostItems && oldest !== undefined) images.delete(oldest);
  };

  return {
    shapeOf: (table) => shapes.get(table),
    get(table, item) {
      const place = placeOf(table, item);
      return place === undefined ? undefined : images.get(place);
    },
    set(table, item, image) {
      const place = placeOf(table, item);
      if (place !== undefined) remember(place, image);
    },
    learn(table, item) {
      const place = placeOf(table, item);
      const shape = shapes.get(table);
      if (place === undefined || shape === undefined || images.has(place)) return;
      remember(place, imageOf(item, shape.stored));
    },
  };
}
