import { createHmac, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Role } from '../../shared/kernel/actor.ts';

const SECRET = 'local-secret';
/** Sockets at once, however many requests a test starts. */
const MAX_SOCKETS = 64;
const ANSWER_MS = 60_000;
const UNTIL_MS = 30_000;
const POLL_MS = 100;

/** What came back. `json` is `{}` when the body is none. */
export type Reply = {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests say what they expect of an answer by looking into it.
  json: any;
  text: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
};

export type RawRequest = {
  method: string;
  /** As it goes over the wire, nothing is encoded or normalised. */
  path: string;
  body?: string | Buffer;
  headers?: Readonly<Record<string, string>>;
};

/** Who asks: an admin where nothing is said; `token: ''` sends none. */
export type Caller = { roles?: readonly Role[]; customerId?: string; token?: string };
export type CallOptions = Caller & { headers?: Readonly<Record<string, string>> };

export type Client = {
  /** One request, byte by byte. */
  raw(request: RawRequest): Promise<Reply>;
  /** A JSON request with a token; a `POST` has a new Idempotency-Key unless the headers say one. */
  api(method: string, path: string, body?: unknown, options?: CallOptions): Promise<Reply>;
  /** A webhook with its sender's signature. */
  hook(path: string, payload: unknown): Promise<Reply>;
  /** An operation of the local cloud itself. */
  local(method: string, path: string, body?: unknown): Promise<Reply>;
  /** An access token, asked for once per caller. */
  tokenOf(caller: Caller): Promise<string>;
  hangUp(): void;
};

/** What a sender writes into `X-Oms-Signature`. */
export const signed = (body: string | Buffer, seconds = Math.floor(Date.now() / 1000), secret = SECRET) =>
  `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex')}`;

/** Waits until something is there, for 30 s at most; the error says what was awaited and what came last. */
export const until = async <T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  limitMs = UNTIL_MS,
): Promise<T> => {
  const deadline = Date.now() + limitMs;
  let last: unknown;
  for (;;) {
    const found = await look();
    if (found) return found;
    last = found;
    if (Date.now() > deadline) throw new Error(`Not within ${limitMs} ms: ${what} (last: ${String(last)})`);
    await sleep(POLL_MS);
  }
};

/** Talks to a running system as its clients do. */
export const createClient = (url: string): Client => {
  const agent = new Agent({ keepAlive: true, maxSockets: MAX_SOCKETS });
  const raw = (asked: RawRequest): Promise<Reply> => send(url, agent, asked);
  const json = (method: string, path: string, body: unknown, headers: Record<string, string>) =>
    raw({
      method,
      path,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    });
  const local = (method: string, path: string, body?: unknown) => json(method, `/local${path}`, body, {});
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = ({ roles = ['admin'], customerId, token }: Caller): Promise<string> => {
    if (token !== undefined) return Promise.resolve(token);
    const who = JSON.stringify([roles, customerId]);
    const known =
      tokens.get(who) ??
      local('POST', '/token', { groups: roles, ...(customerId ? { customerId } : {}) }).then(
        (reply) => reply.json.accessToken as string,
      );
    tokens.set(who, known);
    return known;
  };
  return {
    raw,
    local,
    tokenOf,
    api: async (method, path, body, { headers, ...caller } = {}) => {
      const token = await tokenOf(caller);
      return json(method, path, body, {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
        ...headers,
      });
    },
    hook: (path, payload) => {
      const body = JSON.stringify(payload);
      return raw({
        method: 'POST',
        path,
        body,
        headers: { 'content-type': 'application/json', 'x-oms-signature': signed(body) },
      });
    },
    hangUp: () => agent.destroy(),
  };
};

const send = (url: string, agent: Agent, { method, path, body, headers = {} }: RawRequest): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const asked = request(
      { hostname, port, agent, method, path, headers: { ...length, ...headers }, timeout: ANSWER_MS },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: parse(text) });
        });
      },
    );
    asked.once('timeout', () =>
      asked.destroy(new Error(`No answer within ${ANSWER_MS} ms: ${method} ${path}`)),
    );
    asked.once('error', reject);
    asked.end(body);
  });

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
};
