import { createHash } from 'node:crypto';

export type MessageAttribute = { DataType: string; StringValue?: string; BinaryValue?: string };
export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** The digest the SDK compares a body with. */
export const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/**
 * The digest of message attributes as SQS defines it: by name, each part with its length in front, and a byte that tells
 * text (1) from bytes (2). `undefined` where there are none. Binary values are base64, as on the wire.
 */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  const part = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of names) {
    const { DataType, StringValue, BinaryValue } = attributes[name] as MessageAttribute;
    part(Buffer.from(name));
    part(Buffer.from(DataType));
    hash.update(Buffer.from([DataType.startsWith('Binary') ? 2 : 1]));
    part(
      DataType.startsWith('Binary')
        ? Buffer.from(BinaryValue ?? '', 'base64')
        : Buffer.from(StringValue ?? ''),
    );
  }
  return hash.digest('hex');
}

/** Bytes of a message as SQS counts them against its limit: the body and each attribute's name, type and value. */
export function messageSize(body: string, attributes: MessageAttributes): number {
  return Object.entries(attributes).reduce(
    (size, [name, { DataType, StringValue, BinaryValue }]) =>
      size +
      Buffer.byteLength(name) +
      Buffer.byteLength(DataType) +
      Buffer.byteLength(StringValue ?? '') +
      Buffer.byteLength(BinaryValue ?? '', 'base64'),
    Buffer.byteLength(body),
  );
}
