import type { Authorization } from './authorize.ts';
import type { HttpRequest } from './http-request.ts';
import type { RouteMatch } from './match-route.ts';

/** The rest of what an event names: the API's place and the moment. */
export type EventContext = {
  account: string;
  region: string;
  apiId: string;
  stage: string;
  requestId: string;
  at: Date;
  authorization?: Extract<Authorization, { ok: true }>;
};

/** The event of payload format 2.0. What is absent is left out, as JSON from API Gateway leaves it out. */
export function toEvent(
  request: HttpRequest,
  body: Buffer,
  match: RouteMatch,
  context: EventContext,
): Record<string, unknown> {
  const { authorization, at } = context;
  const rawPath = decodeURIComponent(request.path);
  const query = queryParameters(request.query);
  const binary = body.length > 0 && isBinary(request.headers);
  return {
    version: '2.0',
    routeKey: match.route.routeKey,
    rawPath,
    rawQueryString: request.query,
    ...(request.cookies.length > 0 && { cookies: request.cookies }),
    headers: request.headers,
    ...(query !== undefined && { queryStringParameters: query }),
    requestContext: {
      accountId: context.account,
      apiId: context.apiId,
      ...(authorization && {
        authorizer: { jwt: { claims: authorization.claims, scopes: authorization.scopes } },
      }),
      domainName: `${context.apiId}.execute-api.${context.region}.amazonaws.com`,
      domainPrefix: context.apiId,
      http: {
        method: request.method,
        path: rawPath,
        protocol: request.protocol,
        sourceIp: request.sourceIp,
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: context.requestId,
      routeKey: match.route.routeKey,
      stage: context.stage,
      time: logTime(at),
      timeEpoch: at.getTime(),
    },
    ...(match.pathParameters && { pathParameters: match.pathParameters }),
    ...(body.length > 0 && { body: body.toString(binary ? 'base64' : 'utf8') }),
    isBase64Encoded: binary,
  };
}

/** Decoded; repeated names joined by commas. */
function queryParameters(query: string): Readonly<Record<string, string>> | undefined {
  const values = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  return values.size === 0 ? undefined : Object.fromEntries(values);
}

const TEXT = /^(text\/.*|application\/(.*\+)?(json|xml)|application\/javascript)$/;

/** HTTP APIs hand on as text what names itself so, and what names nothing; a form is base64 there. */
function isBinary(headers: Readonly<Record<string, string>>): boolean {
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return true;
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  return type !== undefined && type !== '' && !TEXT.test(type);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `12/Mar/2020:19:03:58 +0000`, as access logs write it. */
function logTime(at: Date): string {
  const [date = '', time = ''] = at.toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}
