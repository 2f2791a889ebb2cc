import { createHmac, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export type Answer = { status: number; body: Record<string, unknown> };

/** The API as a shop, a warehouse, a carrier and a provider use it, over HTTP and nothing else. */
export type Client = {
  /** A call with an administrator's token; a `POST` has a key, so that it can be repeated. */
  call(method: string, path: string, body?: unknown): Promise<Answer>;
  /** A signed webhook. */
  tell(path: string, body: unknown): Promise<Answer>;
  /** A local operation of the local cloud. */
  local(method: string, path: string, body?: unknown): Promise<Answer>;
  /** How often each status was answered; 5xx with their paths. */
  readonly statuses: ReadonlyMap<string, number>;
  close(): void;
};

/** The secret of every sender in the local cloud. */
const SECRET = 'local-secret';
const ATTEMPTS = 6;
const WAIT_MS = 200;
const TIMEOUT_MS = 35_000;

export const openClient = async (url: string): Promise<Client> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const statuses = new Map<string, number>();
  const send = (method: string, path: string, body: string | undefined, headers: Record<string, string>) =>
    sendOnce(agent, `${url}${path}`, method, body, headers);

  /** 429 and 503 say: nothing was done, come again. */
  const patiently = async (...of: Parameters<typeof send>): Promise<Answer> => {
    for (let attempt = 1; ; attempt++) {
      const answer = await send(...of);
      const { status } = answer;
      const name =
        status >= 500
          ? `${status} ${of[0]} ${of[1].replace(/[a-z]{3}_[0-9A-Z_]{20,}/g, '{id}')}`
          : `${status}`;
      statuses.set(name, (statuses.get(name) ?? 0) + 1);
      if ((status !== 503 && status !== 429) || attempt === ATTEMPTS) return answer;
      await sleep(WAIT_MS * attempt);
    }
  };
  const written = (body: unknown): string | undefined =>
    body === undefined ? undefined : JSON.stringify(body);
  const token = await send('POST', '/local/token', written({ groups: ['admin'], expiresIn: 86_400 }), {});
  const authorization = `Bearer ${token.body.accessToken}`;
  return {
    statuses,
    call: (method, path, body) =>
      patiently(method, path, written(body), {
        authorization,
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
      }),
    tell: (path, body) => {
      const raw = JSON.stringify(body);
      const seconds = Math.floor(Date.now() / 1000);
      const signature = createHmac('sha256', SECRET).update(`${seconds}.${raw}`).digest('hex');
      return patiently('POST', path, raw, { 'x-oms-signature': `t=${seconds},v1=${signature}` });
    },
    local: (method, path, body) => send(method, path, written(body), {}),
    close: () => agent.destroy(),
  };
};

const sendOnce = (
  agent: Agent,
  url: string,
  method: string,
  body: string | undefined,
  headers: Record<string, string>,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const content = body === undefined ? {} : { 'content-type': 'application/json' };
    const sent = request(
      url,
      { agent, method, headers: { ...headers, ...content }, timeout: TIMEOUT_MS },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, body: parsed(Buffer.concat(chunks)) }),
        );
      },
    );
    sent.on('timeout', () =>
      sent.destroy(new Error(`${method} ${url} was not answered in ${TIMEOUT_MS / 1000} s.`)),
    );
    sent.on('error', reject);
    sent.end(body);
  });

const parsed = (bytes: Buffer): Record<string, unknown> => {
  try {
    return JSON.parse(bytes.toString('utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
};
