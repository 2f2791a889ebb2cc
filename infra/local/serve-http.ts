import { createAuthorize } from './http-api/authorize.ts';
import { createGateway } from './http-api/gateway.ts';
import { type HttpServer, startHttpServer } from './http-api/http-server.ts';
import { openIdentity } from './identity.ts';
import { createLocalApi } from './local-api/local-api.ts';
import { tokenOperations } from './local-api/token-operations.ts';
import type { CloudModel, Invoke, LocalAuthorizer } from './model.ts';
import type { Services } from './parts.ts';
import { StartError } from './start-error.ts';

export type ServeHttpOptions = { dataDir: string | 'memory'; host: string; port: number };

/** Serves the model's HTTP API and the local operations beside it. */
export async function serveHttp(
  model: CloudModel,
  services: Pick<Services, 'localRoutes' | 'meter'>,
  invoke: Invoke,
  { dataDir, host, port }: ServeHttpOptions,
): Promise<HttpServer> {
  const [api, second] = model.apis;
  if (second !== undefined) {
    throw new StartError(`The template has ${model.apis.length} HTTP APIs; the local cloud serves one.`);
  }
  const identity = await openIdentity(dataDir, authorizerOf(model));
  const localApi = createLocalApi([...tokenOperations(identity), ...services.localRoutes]);
  if (api === undefined) return startHttpServer({ host, port, localApi });
  const gateway = createGateway({
    api,
    region: model.region,
    account: model.account,
    invoke,
    authorize: createAuthorize(identity.keys),
    meter: services.meter,
  });
  return startHttpServer({ host, port, localApi, gateway });
}

/** The issuer local tokens name: the one the template's routes ask for. */
function authorizerOf(model: CloudModel): LocalAuthorizer {
  const routes = model.apis.flatMap((api) => api.routes);
  const found = routes.find((route) => route.authorizer !== undefined)?.authorizer;
  return found ?? { issuer: 'https://local.invalid', audience: ['local'] };
}
