import { unique } from '../builders/an-order-request.ts';
import type { Client, Reply } from '../harness/client.ts';
import { signed } from '../harness/client.ts';
import { lawfulRequests, type Scene } from './lawful-requests.ts';

/** A JSON schema, as far as the attacks look into it. */
export type Schema = {
  type?: string;
  properties?: Readonly<Record<string, Schema>>;
  additionalProperties?: Schema;
  required?: readonly string[];
  items?: Schema;
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  minItems?: number;
};

/** An operation of the published document, and a lawful request to start an attack from. */
export type Target = {
  id: string;
  method: string;
  /** With its parameters filled in. */
  path: string;
  /** As the document has it, with `{id}`. */
  template: string;
  guard: 'token' | 'signature' | 'public';
  roles: readonly string[];
  idempotent: boolean;
  queryNames: readonly string[];
  body?: unknown;
  /** The operation means `{}` when there is no body. */
  bodyOptional: boolean;
  schema?: Schema;
};

type Documented = {
  operationId: string;
  description: string;
  security: readonly unknown[];
  parameters: readonly { name: string; in: string }[];
  requestBody?: { required: boolean; content: Record<string, { schema: Schema }> };
};

/** The operations that the running system publishes and nobody has written a lawful request for. */
export const unattacked = async ({ raw }: Client, scene: Scene): Promise<string[]> => {
  const { json } = await raw({ method: 'GET', path: '/openapi.json' });
  const paths = json.paths as Record<string, Record<string, Documented>>;
  const ids = Object.values(paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  return ids.filter((id) => !lawfulRequests(scene)[id]);
};

/** Every operation that the running system publishes, as far as there is a lawful request for it. */
export const targetsOf = async ({ raw }: Client, scene: Scene): Promise<Target[]> => {
  const { json } = await raw({ method: 'GET', path: '/openapi.json' });
  const paths = json.paths as Record<string, Record<string, Documented>>;
  return Object.entries(paths).flatMap(([template, methods]) =>
    Object.entries(methods).flatMap(
      ([method, documented]) => targetOf(template, method, documented, scene) ?? [],
    ),
  );
};

const targetOf = (
  template: string,
  method: string,
  documented: Documented,
  scene: Scene,
): Target | undefined => {
  const { operationId: id, description, security, parameters, requestBody } = documented;
  const lawful = lawfulRequests(scene)[id];
  if (!lawful) return undefined;
  const roles = /Roles: ([^.]*)\./.exec(description)?.[1]?.split(', ') ?? [];
  const schema = requestBody?.content['application/json']?.schema;
  const named = (place: string) => parameters.filter((each) => each.in === place).map(({ name }) => name);
  return {
    id,
    method: method.toUpperCase(),
    path: lawful.path,
    template,
    guard: security.length > 0 ? 'token' : description.includes('Signed by') ? 'signature' : 'public',
    roles,
    idempotent: named('header').includes('Idempotency-Key'),
    queryNames: named('query'),
    bodyOptional: requestBody?.required === false,
    ...(schema ? { schema, body: lawful.body ?? {} } : {}),
  };
};

/** How an attack differs from the lawful request. */
export type Attack = {
  path?: string;
  /** Text or bytes as they go out. */
  body?: string | Buffer;
  headers?: Readonly<Record<string, string>>;
  token?: string;
};

/** Sends an attack, with everything right about it that the attack does not say: token, signature, content type. */
export const attack = async (client: Client, target: Target, change: Attack = {}): Promise<Reply> => {
  const body = change.body ?? (target.body === undefined ? undefined : JSON.stringify(target.body));
  const token = change.token ?? (await client.tokenOf({}));
  return client.raw({
    method: target.method,
    path: change.path ?? target.path,
    ...(body === undefined ? {} : { body }),
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(target.guard === 'token' && token !== '' ? { authorization: `Bearer ${token}` } : {}),
      ...(target.guard === 'signature' && body !== undefined ? { 'x-oms-signature': signed(body) } : {}),
      ...(target.method === 'POST' ? { 'idempotency-key': unique() } : {}),
      ...change.headers,
    },
  });
};

const AT_ONCE = 24;

/** Sends many, a few at a time; answers what each found wrong. */
export const violations = async <T>(
  cases: readonly T[],
  find: (each: T) => Promise<string | undefined>,
): Promise<string[]> => {
  const waiting = [...cases];
  const found: string[] = [];
  const work = async () => {
    for (let each = waiting.shift(); each !== undefined; each = waiting.shift()) {
      const wrong = await find(each);
      if (wrong) found.push(wrong);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found.sort();
};

const shown = (what: string, { status, text }: Reply): string => `${what} → ${status} ${text.slice(0, 160)}`;

/** What is wrong with an answer to an attack, if anything: never a 5xx, and a refusal is a problem with a code. */
export const wrongWith = (
  what: string,
  reply: Reply,
  expected: readonly number[] = [],
): string | undefined => {
  const { status, json, headers } = reply;
  const isProblem = String(headers['content-type']).startsWith('application/problem+json') && json.code;
  if (status >= 500) return shown(what, reply);
  if (expected.length > 0 && !expected.includes(status)) return shown(what, reply);
  return status >= 400 && !isProblem && !isGateways(reply) ? shown(what, reply) : undefined;
};

/** API Gateway refuses some requests itself, and says no more than a message. */
const isGateways = ({ status, json }: Reply): boolean =>
  [400, 401, 403, 404, 413, 414, 429, 431].includes(status) &&
  typeof json.message === 'string' &&
  Object.keys(json).length === 1;
