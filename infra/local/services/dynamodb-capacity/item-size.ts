/** An attribute as DynamoDB's JSON has it: `{ S: 'text' }`, `{ N: '12' }`, `{ M: { … } }`. */
export type AttributeValue = Readonly<Record<string, unknown>>;
export type Item = Readonly<Record<string, AttributeValue>>;

/** A list or map weighs three bytes of its own, and one more for each element. */
const CONTAINER_BYTES = 3;

/** Bytes of an item as DynamoDB counts them: names and values of all attributes, UTF-8. */
export const itemSize = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + attributeSize(name, value), 0);

/** Bytes of one attribute with its name. */
export const attributeSize = (name: string, value: AttributeValue): number =>
  Buffer.byteLength(name) + valueSize(value);

/** Bytes of a value, by the sizes the DynamoDB Developer Guide gives ("Item sizes and formats"). */
export function valueSize(value: AttributeValue): number {
  const [type, content] = Object.entries(value)[0] ?? [];
  switch (type) {
    case 'S':
      return Buffer.byteLength(String(content));
    case 'N':
      return numberSize(String(content));
    case 'B':
      return Buffer.byteLength(String(content), 'base64');
    case 'SS':
    case 'NS':
    case 'BS':
      return (content as string[]).reduce((sum, entry) => sum + valueSize({ [type.charAt(0)]: entry }), 0);
    case 'L':
      return (content as AttributeValue[]).reduce(
        (sum, entry) => sum + 1 + valueSize(entry),
        CONTAINER_BYTES,
      );
    case 'M':
      return Object.entries(content as Item).reduce(
        (sum, [name, entry]) => sum + 1 + attributeSize(name, entry),
        CONTAINER_BYTES,
      );
    default:
      return 1; // true, false, null
  }
}

/** One byte for two significant digits, one for the number itself, one for a minus. */
function numberSize(text: string): number {
  const [mantissa = ''] = text.toLowerCase().split('e');
  const digits = mantissa.replace(/[-+.]/g, '').replace(/^0+/, '').replace(/0+$/, '');
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith('-') ? 1 : 0);
}
