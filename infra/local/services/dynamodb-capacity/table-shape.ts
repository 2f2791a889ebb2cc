import type { LocalTable } from '../../model.ts';
import type { Item } from './item-size.ts';

/** What of a table decides about write units: its keys, and what its indexes store. */
export type TableShape = {
  keys: readonly string[];
  indexes: readonly IndexShape[];
  /** Whether some index stores this attribute. */
  stored(attribute: string): boolean;
};

/** `attributes` are all an index stores of an item; `all` is the whole item. */
export type IndexShape = { name: string; keys: readonly string[]; attributes: readonly string[] | 'all' };

type Keys = readonly { AttributeName: string }[];
type Index = {
  IndexName: string;
  KeySchema: Keys;
  Projection: { ProjectionType?: string; NonKeyAttributes?: readonly string[] };
};

/** Reads the shape of a table from its template. */
export function shapeOf(table: Pick<LocalTable, 'keySchema' | 'globalSecondaryIndexes'>): TableShape {
  const keys = namesOf(table.keySchema as Keys);
  const indexes = (table.globalSecondaryIndexes as readonly Index[]).map((index): IndexShape => {
    const { ProjectionType, NonKeyAttributes = [] } = index.Projection;
    const own = namesOf(index.KeySchema);
    const attributes =
      ProjectionType === 'ALL' ? 'all' : [...new Set([...own, ...keys, ...NonKeyAttributes])];
    return { name: index.IndexName, keys: own, attributes };
  });
  const whole = indexes.some(({ attributes }) => attributes === 'all');
  const some = new Set(indexes.flatMap(({ attributes }) => attributes));
  return { keys, indexes, stored: (attribute) => whole || some.has(attribute) };
}

/** The item's primary key as text, from an item or a request's `Key`. */
export const keyOf = (shape: TableShape, item: Item): string =>
  JSON.stringify(shape.keys.map((name) => item[name]));

const namesOf = (keys: Keys): string[] => keys.map(({ AttributeName }) => AttributeName);
