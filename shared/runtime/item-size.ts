/** DynamoDB writes by the started KB. */
const UNIT_BYTES = 1024;

/** A list or map weighs three bytes of its own, and one more for each element. */
const CONTAINER_BYTES = 3;

/** Bytes of an item as DynamoDB counts them: names and values of all attributes, UTF-8. */
export const bytesOf = (item: Readonly<Record<string, unknown>>): number =>
  Object.entries(item).reduce(
    (sum, [name, value]) => (value === undefined ? sum : sum + Buffer.byteLength(name) + valueBytes(value)),
    0,
  );

/** Write units of an item outside a transaction. */
export const unitsOf = (item: Readonly<Record<string, unknown>>): number =>
  Math.max(1, Math.ceil(bytesOf(item) / UNIT_BYTES));

const valueBytes = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return numberBytes(String(value));
  if (value instanceof Uint8Array) return value.byteLength;
  if (value instanceof Set) return [...value].reduce<number>((sum, each) => sum + valueBytes(each), 0);
  if (Array.isArray(value))
    return value.reduce<number>((sum, each) => sum + 1 + valueBytes(each), CONTAINER_BYTES);
  if (typeof value === 'object' && value !== null)
    return CONTAINER_BYTES + Object.keys(value).length + bytesOf(value as Record<string, unknown>);
  return 1;
};

/** One byte for two significant digits, one for the number itself, one for a minus. */
const numberBytes = (text: string): number => {
  const [mantissa = ''] = text.toLowerCase().split('e');
  const digits = mantissa.replace(/[-+.]/g, '').replace(/^0+/, '').replace(/0+$/, '');
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith('-') ? 1 : 0);
};
