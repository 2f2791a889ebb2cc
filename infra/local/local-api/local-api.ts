import type { HttpRequest } from '../http-api/http-request.ts';
import { gatewayAnswer, type HttpAnswer } from '../http-api/response.ts';
import { type LocalOperation, LocalRequestError, type LocalResponse } from './types.ts';

/** Answers requests below `/local`, which the template knows nothing of. */
export type LocalApi = (request: HttpRequest, body: Buffer) => Promise<HttpAnswer>;

/** Makes the router of the local operations; `GET /local` lists them. */
export function createLocalApi(given: readonly LocalOperation[]): LocalApi {
  const operations = [...given, listing(given)];
  return async (request, body) => {
    const at = operations.map((operation) => ({ operation, params: capture(operation.path, request.path) }));
    const here = at.filter((each) => each.params !== undefined);
    const found = here.find((each) => each.operation.method === request.method);
    if (found?.params === undefined) {
      const allowed = here.map((each) => each.operation.method).join(', ');
      if (allowed === '')
        return gatewayAnswer(404, 'There is no such local operation; GET /local lists them.');
      return gatewayAnswer(405, `This takes ${allowed}.`, { allow: allowed });
    }
    try {
      const query = Object.fromEntries(new URLSearchParams(request.query));
      return toJson(await found.operation.handle({ params: found.params, query, body: parse(body) }));
    } catch (error) {
      if (error instanceof LocalRequestError) return gatewayAnswer(error.status, error.message);
      return gatewayAnswer(500, error instanceof Error ? error.message : String(error));
    }
  };
}

function listing(operations: readonly LocalOperation[]): LocalOperation {
  const items = operations.map(({ method, path, summary }) => ({ operation: `${method} ${path}`, summary }));
  return {
    method: 'GET',
    path: '/local',
    summary: 'Lists the local operations.',
    handle: async () => ({ status: 200, body: { items } }),
  };
}

function capture(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const parts = path.replace(/(.)\/$/, '$1').split('/');
  if (wanted.length !== parts.length) return undefined;
  const found: [string, string][] = [];
  for (const [index, segment] of wanted.entries()) {
    const part = decodeURIComponent(parts[index] ?? '');
    const name = /^\{(.+)\}$/.exec(segment)?.[1];
    if (name === undefined ? segment !== part : part === '') return undefined;
    if (name !== undefined) found.push([name, part]);
  }
  return Object.fromEntries(found);
}

function parse(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new LocalRequestError('The body is not JSON.');
  }
}

function toJson({ status, body }: LocalResponse): HttpAnswer {
  if (body === undefined) return { status, headers: [], body: Buffer.alloc(0) };
  const headers = [['content-type', 'application/json']] as const;
  return { status, headers, body: Buffer.from(`${JSON.stringify(body, null, 2)}\n`) };
}
