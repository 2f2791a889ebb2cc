import type { IncomingMessage } from 'node:http';

/** API Gateway's limit for a request's body. */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** How long what is too large is read on and thrown away, so that the sender gets to see the refusal. */
const DRAIN_MS = 5_000;

/**
 * Reads a request's body.
 * @returns the bytes, `too-large` beyond 10 MB, or `gone` when the sender hung up
 */
export function readBody(message: IncomingMessage): Promise<Buffer | 'too-large' | 'gone'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const refuse = () => {
      chunks.length = 0;
      setTimeout(() => message.socket.destroy(), DRAIN_MS).unref();
      resolve('too-large');
    };
    message.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
      else refuse();
    });
    message.on('end', () => resolve(Buffer.concat(chunks)));
    message.on('error', () => resolve('gone'));
    message.on('close', () => resolve('gone'));
    if (Number(message.headers['content-length'] ?? 0) > MAX_BODY_BYTES) refuse();
  });
}
