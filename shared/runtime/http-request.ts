import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import type * as z from 'zod';
import { type Actor, ROLES, type Role } from '../kernel/actor.ts';
import { type FieldError, type Problem, problem, validationFailed } from '../kernel/problem.ts';

/** The largest body an operation reads; an order of 1,000 lines has about a tenth of it. */
const MAX_BODY_BYTES = 2_000_000;

type Event = APIGatewayProxyEventV2 | APIGatewayProxyEventV2WithJWTAuthorizer;

/** The request's body as the sender's bytes; what a signature is checked over. */
export const rawBody = (event: Event): Buffer =>
  Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');

/** The body as JSON, or the 4xx that says why it is none. `{}` for no body where that is allowed. */
export const jsonBody = (event: Event, optional: boolean): unknown | Problem => {
  const raw = rawBody(event);
  if (raw.length === 0 && optional) return {};
  if (raw.length > MAX_BODY_BYTES)
    return problem(413, 'body_too_large', 'The body is too large', {
      detail: `At most ${MAX_BODY_BYTES} bytes are read.`,
    });
  const type = event.headers['content-type'] ?? '';
  if (raw.length > 0 && !/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type))
    return problem(415, 'unsupported_media_type', 'Send JSON', {
      detail: 'The Content-Type must be application/json.',
    });
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
  } catch {
    return problem(400, 'malformed_json', 'The body is not JSON', {
      detail: 'The body is not valid JSON in UTF-8.',
    });
  }
};

const pointer = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** What the request has at a place; undefined where it has nothing. */
const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inside, part) => (inside as Record<PropertyKey, unknown> | null)?.[part], value);

const errorsOf = (issue: z.core.$ZodIssue, request: unknown): FieldError[] => {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: pointer([...issue.path, key]),
      code: 'unknown_field',
      message: 'is not a field of this request',
    }));
  const custom = issue.code === 'custom' ? issue.params?.code : undefined;
  const absent = at(request, issue.path) === undefined;
  const missing = issue.code.startsWith('invalid_') && absent;
  const code =
    typeof custom === 'string'
      ? custom
      : missing || (absent && issue.code === 'custom')
        ? 'required'
        : issue.code;
  return [{ path: pointer(issue.path), code, message: missing ? 'is required' : issue.message }];
};

/** Holds a value against its schema; a 422 that lists every wrong field otherwise. */
export const validate = <T>(schema: z.ZodType<T>, value: unknown): { value: T } | Problem => {
  const result = schema.safeParse(value);
  return result.success
    ? { value: result.data }
    : validationFailed(result.error.issues.flatMap((issue) => errorsOf(issue, value)));
};

const asList = (claim: unknown): string[] =>
  typeof claim === 'string' ? claim.replace(/^\[|\]$/g, '').split(/[\s,]+/) : [];

const isRole = (name: string): name is Role => (ROLES as readonly string[]).includes(name);

/** Who calls, by the token's claims; undefined where the route asks for no token. API Gateway writes lists as `[a b]`. */
export const actorOf = (event: Event): Actor | undefined => {
  const claims =
    'authorizer' in event.requestContext ? event.requestContext.authorizer?.jwt?.claims : undefined;
  if (!claims) return undefined;
  const customerId = claims.customerId;
  return {
    name: `user:${claims.sub ?? 'unknown'}`,
    roles: asList(claims['cognito:groups']).filter(isRole),
    ...(typeof customerId === 'string' && customerId ? { customerId } : {}),
  };
};
