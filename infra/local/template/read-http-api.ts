import type { LocalAuthorizer, LocalHttpApi, LocalRoute, Throttle } from '../model.ts';
import { list, number, object, refuse, requiredText, text } from './properties.ts';
import type { ResolvedResource } from './resolve-stacks.ts';

/** AWS waits 30 s for an integration and no longer. */
const MAX_TIMEOUT_MS = 30_000;

/** Puts an HTTP API together from its stage, routes, integrations and authorizers, found by its id among all resources. */
export function readHttpApi(api: ResolvedResource, all: readonly ResolvedResource[]): LocalHttpApi {
  if (requiredText(api, 'ProtocolType') !== 'HTTP') {
    refuse(api, 'ProtocolType', 'only HTTP APIs run locally');
  }
  const id = api.identity.ref;
  const parts = all.filter((each) => each.properties.ApiId === id);
  const stage = parts.find((each) => each.type === 'AWS::ApiGatewayV2::Stage');
  if (stage === undefined) return refuse(api, undefined, 'it has no stage, so nothing would answer');
  const routes = parts.filter((each) => each.type === 'AWS::ApiGatewayV2::Route');
  const throttle = readThrottle(object(stage, 'DefaultRouteSettings'));
  const cors = object(api, 'CorsConfiguration');
  return {
    logicalId: api.logicalId,
    id,
    name: api.identity.name,
    stage: stage.identity.name,
    routes: routes.map((route) => readRoute(route, stage, parts)),
    ...(throttle && { throttle }),
    ...(cors && { cors }),
  };
}

function readRoute(
  route: ResolvedResource,
  stage: ResolvedResource,
  parts: readonly ResolvedResource[],
): LocalRoute {
  const routeKey = requiredText(route, 'RouteKey');
  const integration = readIntegration(route, parts);
  const authorizer = readAuthorizer(route, parts);
  const throttle = readThrottle(object(stage, 'RouteSettings')?.[routeKey]);
  return {
    logicalId: route.logicalId,
    routeKey,
    ...integration,
    scopes: list(route, 'AuthorizationScopes').map(String),
    ...(authorizer && { authorizer }),
    ...(throttle && { throttle }),
  };
}

function readIntegration(route: ResolvedResource, parts: readonly ResolvedResource[]) {
  const id = requiredText(route, 'Target').replace(/^integrations\//, '');
  const integration = parts.find(
    (each) => each.type === 'AWS::ApiGatewayV2::Integration' && each.identity.ref === id,
  );
  if (integration === undefined) return refuse(route, 'Target', `there is no integration ${id}`);
  if (requiredText(integration, 'IntegrationType') !== 'AWS_PROXY') {
    refuse(integration, 'IntegrationType', 'only AWS_PROXY (Lambda) runs locally');
  }
  if (text(integration, 'PayloadFormatVersion') !== '2.0') {
    refuse(integration, 'PayloadFormatVersion', 'only payload format 2.0 runs locally');
  }
  const uri = requiredText(integration, 'IntegrationUri');
  const functionArn = /arn:[\w-]+:lambda:[^/]+:function:[^/]+/.exec(uri.replace(/^.*\/functions\//, ''))?.[0];
  if (functionArn === undefined) return refuse(integration, 'IntegrationUri', `${uri} is no function's ARN`);
  return {
    functionArn,
    timeoutMs: Math.min(number(integration, 'TimeoutInMillis') ?? MAX_TIMEOUT_MS, MAX_TIMEOUT_MS),
  };
}

function readAuthorizer(
  route: ResolvedResource,
  parts: readonly ResolvedResource[],
): LocalAuthorizer | undefined {
  const type = text(route, 'AuthorizationType') ?? 'NONE';
  if (type === 'NONE') return undefined;
  if (type !== 'JWT')
    return refuse(route, 'AuthorizationType', `${type} does not run locally; JWT and NONE do`);
  const id = requiredText(route, 'AuthorizerId');
  const authorizer = parts.find(
    (each) => each.type === 'AWS::ApiGatewayV2::Authorizer' && each.identity.ref === id,
  );
  if (authorizer === undefined) return refuse(route, 'AuthorizerId', `there is no authorizer ${id}`);
  if (requiredText(authorizer, 'AuthorizerType') !== 'JWT') {
    refuse(authorizer, 'AuthorizerType', 'only JWT authorizers run locally');
  }
  const sources = list(authorizer, 'IdentitySource').map((source) => String(source).toLowerCase());
  if (sources.length !== 1 || sources[0] !== '$request.header.authorization') {
    refuse(authorizer, 'IdentitySource', 'only $request.header.Authorization runs locally');
  }
  return {
    issuer: requiredText(authorizer, 'JwtConfiguration.Issuer'),
    audience: list(authorizer, 'JwtConfiguration.Audience').map(String),
  };
}

type RouteSettings = { ThrottlingRateLimit?: number | string; ThrottlingBurstLimit?: number | string };

function readThrottle(settings: unknown): Throttle | undefined {
  const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = (settings ?? {}) as RouteSettings;
  if (rate === undefined && burst === undefined) return undefined;
  return { rate: Number(rate ?? burst), burst: Number(burst ?? rate) };
}
