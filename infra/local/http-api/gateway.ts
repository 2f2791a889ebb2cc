import type { Invoke, InvokeResult, LocalHttpApi, LocalRoute, Meter } from '../model.ts';
import type { Authorization, Authorize } from './authorize.ts';
import { type Cors, corsHeaders, preflightHeaders } from './cors.ts';
import { toEvent } from './event.ts';
import type { HttpRequest } from './http-request.ts';
import { createRouteMatcher, type RouteMatch } from './match-route.ts';
import { gatewayAnswer, type HttpAnswer, serverError, toAnswer } from './response.ts';
import { createTokenBucket, type TokenBucket } from './throttle.ts';

export type GatewayOptions = {
  api: LocalHttpApi;
  region: string;
  account: string;
  invoke: Invoke;
  authorize: Authorize;
  meter: Meter;
};

/** Answers one request whose body is read; never rejects. */
export type Gateway = (request: HttpRequest, body: Buffer, requestId: string) => Promise<HttpAnswer>;

/** AWS's account limit, where the template sets none. */
const DEFAULT_THROTTLE = { rate: 10_000, burst: 5_000 };
/** API Gateway bills a request in pieces of this size. */
const BILLED_BYTES = 512 * 1024;

/** Makes the template's HTTP API: preflight, route, throttle, authorizer, function, answer. */
export function createGateway(options: GatewayOptions): Gateway {
  const { api, meter } = options;
  const match = createRouteMatcher(api.routes);
  const buckets = new Map<string, TokenBucket>();
  const cors: Cors | undefined = api.cors;

  function mayPass(route: LocalRoute): boolean {
    const bucket =
      buckets.get(route.routeKey) ?? createTokenBucket(route.throttle ?? api.throttle ?? DEFAULT_THROTTLE);
    buckets.set(route.routeKey, bucket);
    return bucket(performance.now());
  }

  async function answer(request: HttpRequest, body: Buffer, requestId: string): Promise<HttpAnswer> {
    const path = withoutStage(request.path, api.stage);
    const found = path === undefined ? undefined : match(request.method, path);
    if (found === undefined) return gatewayAnswer(404, 'Not Found');
    const { route } = found;
    meter.add('httpApi.requests', Math.max(1, Math.ceil(body.length / BILLED_BYTES)), route.routeKey);
    if (!mayPass(route)) return gatewayAnswer(429, 'Too Many Requests');
    const authorization = await authorizationOf(route, request);
    if (authorization?.ok === false) {
      const { status, challenge } = authorization;
      const message = status === 401 ? 'Unauthorized' : 'Forbidden';
      return gatewayAnswer(status, message, { 'www-authenticate': challenge });
    }
    return integrate(request, body, found, { requestId, ...(authorization && { authorization }) });
  }

  async function authorizationOf(
    route: LocalRoute,
    request: HttpRequest,
  ): Promise<Authorization | undefined> {
    if (route.authorizer === undefined) return undefined;
    return options.authorize(route.authorizer, route.scopes, request.headers.authorization);
  }

  async function integrate(
    request: HttpRequest,
    body: Buffer,
    found: RouteMatch,
    more: { requestId: string; authorization?: Extract<Authorization, { ok: true }> },
  ): Promise<HttpAnswer> {
    const { region, account } = options;
    const place = { region, account, apiId: api.id, stage: api.stage, at: new Date() };
    const event = toEvent(request, body, found, { ...place, ...more });
    const { functionArn, timeoutMs } = found.route;
    const result = await within(timeoutMs, options.invoke(functionArn, event));
    if (result === 'late') return gatewayAnswer(504, 'Gateway Timeout');
    if (result.ok) return toAnswer(result.payload) ?? serverError();
    if (result.kind === 'throttled') return gatewayAnswer(503, 'Service Unavailable');
    if (result.errorType === 'RequestTooLargeException') {
      return gatewayAnswer(413, 'Request Entity Too Large');
    }
    return serverError();
  }

  return async (request, body, requestId) => {
    const origin = request.headers.origin;
    if (cors !== undefined && origin !== undefined && isPreflight(request)) {
      const headers = Object.entries(preflightHeaders(cors, origin));
      return { status: 204, headers, body: Buffer.alloc(0) };
    }
    const answered = await answer(request, body, requestId);
    if (cors === undefined) return answered;
    // Where the API has CORS settings, the gateway's headers replace a function's own.
    const own = answered.headers.filter(([name]) => !name.startsWith('access-control-'));
    return { ...answered, headers: [...own, ...Object.entries(corsHeaders(cors, origin))] };
  };
}

function isPreflight(request: HttpRequest): boolean {
  return request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
}

/** A named stage is the first part of the path; `$default` is served at the root. */
function withoutStage(path: string, stage: string): string | undefined {
  if (stage === '$default') return path;
  if (path === `/${stage}`) return '/';
  return path.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : undefined;
}

async function within(milliseconds: number, result: Promise<InvokeResult>): Promise<InvokeResult | 'late'> {
  const late = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => late.resolve('late'), milliseconds);
  const first = await Promise.race([result, late.promise]);
  clearTimeout(timer);
  return first;
}
