import type { Item } from './expression-tokens.ts';

const CONTAINER_BYTES = 3;

/** Bytes of an item as DynamoDB counts them: names and values of all attributes. */
export const itemBytes = (item: Item): number =>
  Object.entries(item).reduce(
    (sum, [name, value]) => sum + (value === undefined ? 0 : Buffer.byteLength(name) + valueBytes(value)),
    0,
  );

function valueBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number')
    return Math.ceil(String(Math.abs(value)).replace('.', '').length / 2) + (value < 0 ? 2 : 1);
  if (value instanceof Uint8Array) return value.length;
  if (value instanceof Set) return [...value].reduce<number>((sum, each) => sum + valueBytes(each), 0);
  if (Array.isArray(value))
    return value.reduce<number>((sum, each) => sum + 1 + valueBytes(each), CONTAINER_BYTES);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).reduce(
      (sum, [name, each]) => sum + (each === undefined ? 0 : 1 + Buffer.byteLength(name) + valueBytes(each)),
      CONTAINER_BYTES,
    );
  return 1;
}

const WRITE_UNIT = 1024;
const READ_UNIT = 4096;

/** Units of one write of an item of so many bytes, outside of a transaction. */
export const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / WRITE_UNIT));

/** Units of a read of so many bytes. */
export const readUnits = (bytes: number, isConsistent: boolean): number =>
  Math.max(1, Math.ceil(bytes / READ_UNIT)) * (isConsistent ? 1 : 0.5);

/** An item as it is stored: without what is undefined, and with nothing that the caller could still change. */
export function asStored<T>(value: T): T {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof Set)
    return value;
  if (Array.isArray(value)) return value.filter((each) => each !== undefined).map(asStored) as T;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) => (each === undefined ? [] : [[name, asStored(each)]])),
  ) as T;
}
