import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, FaultPlan, Meter } from '../model.ts';
import { AwsError } from './aws-error.ts';
import { listen, readBody } from './http-server.ts';

/** What an operation may want to know beside its input. */
export type Call = { fault: Fault | undefined; signal: AbortSignal; bytes: number };
export type Operation = (input: Record<string, unknown>, call: Call) => unknown;

/** One service of AWS behind the common endpoint. */
export type AwsService = {
  /** As in faults and metering: `sqs`. */
  name: string;
  /** The part of `X-Amz-Target` before the dot, for JSON protocols. */
  targetPrefix?: string;
  /** `POST /v2/email/outbound-emails` to the operation's name, for REST protocols. */
  routes?: Readonly<Record<string, string>>;
  operations: Readonly<Record<string, Operation>>;
  /** How this service says "slow down". */
  throttled: () => AwsError;
};

type EndpointOptions = { host: string; meter: Meter; faults: FaultPlan };

/** Serves all small services at one address; which one is meant stands in the request. */
export async function startEndpoint(services: readonly AwsService[], options: EndpointOptions) {
  const server = createServer((request, response) => {
    answer(services, options, request, response).catch(() => response.destroy());
  });
  return listen(server, options.host);
}

async function answer(
  services: readonly AwsService[],
  { meter, faults }: EndpointOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const body = await readBody(request);
  try {
    const { service, operation, name } = find(services, request);
    meter.add(`${service.name}.requests`, 1, name);
    const fault = faults.next(service.name, name);
    if (fault?.kind === 'drop') {
      response.destroy();
      return;
    }
    if (fault?.kind === 'slow') await sleep(fault.delayMs ?? 1000);
    if (fault?.kind === 'throttle') throw service.throttled();
    if (fault?.kind === 'fail') throw new AwsError('InternalFailure', 'A fault was asked for.', 500);
    const input = parse(body);
    write(response, 200, await operation(input, { fault, signal: gone.signal, bytes: body.length }));
  } catch (error) {
    const known =
      error instanceof AwsError ? error : new AwsError('InternalFailure', (error as Error).message, 500);
    const content = { __type: known.code, message: known.message, ...known.fields };
    write(response, known.status, content, { 'x-amzn-errortype': known.code, ...known.headers });
  }
}

function find(services: readonly AwsService[], request: IncomingMessage) {
  const target = String(request.headers['x-amz-target'] ?? '');
  const [prefix, operationName] = target.split('.');
  const route = `${request.method} ${(request.url ?? '/').split('?')[0]}`;
  for (const service of services) {
    const name = service.routes?.[route] ?? (service.targetPrefix === prefix ? operationName : undefined);
    const operation = name === undefined ? undefined : service.operations[name];
    if (name !== undefined && operation) return { service, operation, name };
  }
  throw new AwsError('UnknownOperationException', `The local cloud does not know ${target || route}.`);
}

function parse(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8')) as Record<string, unknown>;
  } catch {
    throw new AwsError('SerializationException', 'The request is no JSON.');
  }
}

function write(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  if (response.destroyed) return;
  const content = Buffer.from(JSON.stringify(body ?? {}));
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': content.length,
    'x-amzn-requestid': randomUUID(),
    ...headers,
  });
  response.end(content);
}
