import type { Problem } from '../kernel/problem.ts';

/** How a sender with ways of its own signs, writes and names its deliveries. */
export type Door = {
  /** Checks the signature over the raw bytes; `secret` is undefined for a sender who has none. */
  verify: (
    headers: Readonly<Record<string, string | undefined>>,
    raw: Buffer,
    secret: string | undefined,
    now: Date,
  ) => Problem | undefined;
  /** The JSON in the body, where the body is not JSON itself; this is what is kept. */
  json?: (raw: Buffer) => Buffer | Problem;
  /** The sender's own id of the delivery, of a body whose form was checked. */
  idOf: (body: unknown, json: Buffer) => string;
  /** What the sender wants to hear, where that is not ours to say. */
  receipt?: { status: number; body: unknown };
};
