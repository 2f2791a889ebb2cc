import { randomUUID } from 'node:crypto';
import { Agent, createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { FaultPlan, LocalTable, Meter } from '../model.ts';
import { type Images, openImages } from './dynamodb-capacity/images.ts';
import { faultAnswer } from './dynamodb-faults.ts';
import { unitsOf, unitsOfRefusedWrite, usesUnits } from './dynamodb-units.ts';
import { type Listening, listen, readBody } from './http-server.ts';

/** Idle connections are given up before DynamoDB Local gives them up (30 s), so that no request meets a closing one. */
const IDLE_MS = 15_000;

type ProxyOptions = {
  endpoint: string;
  host: string;
  meter: Meter;
  faults: FaultPlan;
  /** Their keys and indexes say what a write costs. */
  tables: readonly LocalTable[];
};
type Upstream = { endpoint: URL; agent: Agent };
type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: Buffer };

/**
 * Stands before DynamoDB Local: counts requests and units, and makes calls go wrong where a fault was asked for. Bodies
 * pass as they are, but for `ReturnConsumedCapacity`, which is raised to `INDEXES`: answers then tell more than was asked.
 */
export async function startDynamodbProxy({
  endpoint,
  host,
  meter,
  faults,
  tables,
}: ProxyOptions): Promise<Listening> {
  const images = openImages(tables);
  const upstream = { endpoint: new URL(endpoint), agent: new Agent({ keepAlive: true, timeout: IDLE_MS }) };
  const server = createServer((request, response) => {
    pass({ upstream, meter, faults, images }, request, response).catch((error: Error) => {
      const message = `DynamoDB does not answer: ${error.message}`;
      write(response, 500, { __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError', message });
    });
  });
  const listening = await listen(server, host);
  return {
    endpoint: listening.endpoint,
    stop: async () => {
      await listening.stop();
      upstream.agent.destroy();
    },
  };
}

type Passage = { upstream: Upstream; meter: Meter; faults: FaultPlan; images: Images };

async function pass(
  { upstream, meter, faults, images }: Passage,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  const [service, operation = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
  if (service?.startsWith('DynamoDBStreams')) {
    writeRaw(response, await forward(upstream, request, body));
    return;
  }
  meter.add('dynamodb.requests', 1, operation);
  const fault = faults.next('dynamodb', operation);
  const wrong = fault && (await faultAnswer(fault, operation, () => parse(body)));
  if (wrong === 'drop') {
    response.destroy();
    return;
  }
  if (wrong) {
    write(response, wrong.status, wrong.body);
    return;
  }
  const metered = usesUnits(operation);
  const answer = await forward(upstream, request, metered ? askForCapacity(body) : body);
  writeRaw(response, answer);
  if (metered) count({ meter, images }, operation, body, answer);
}

/** Adds the question for consumed capacity without parsing the body, which may hold megabytes; an own one is replaced. */
export function askForCapacity(body: Buffer): Buffer {
  const own = body.includes('"ReturnConsumedCapacity"') ? parse(body) : undefined;
  if (own && 'ReturnConsumedCapacity' in own) {
    return Buffer.from(JSON.stringify({ ...own, ReturnConsumedCapacity: 'INDEXES' }));
  }
  const start = body.indexOf('{');
  // Without a field there is nothing to ask about: DynamoDB refuses it as it is.
  return start < 0 || !body.includes('"')
    ? body
    : Buffer.concat([Buffer.from('{"ReturnConsumedCapacity":"INDEXES",'), body.subarray(start + 1)]);
}

function forward({ endpoint, agent }: Upstream, request: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const {
      host: _host,
      connection: _connection,
      'transfer-encoding': _encoding,
      ...headers
    } = request.headers;
    const outgoing = send(
      {
        host: endpoint.hostname,
        port: endpoint.port || 80,
        path: request.url,
        method: request.method,
        agent,
        headers: { ...headers, 'content-length': body.length },
      },
      (incoming) => {
        readBody(incoming).then(
          (content) =>
            resolve({ status: incoming.statusCode ?? 500, headers: incoming.headers, body: content }),
          reject,
        );
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

function count(
  { meter, images }: Pick<Passage, 'meter' | 'images'>,
  operation: string,
  requestBody: Buffer,
  answer: Answer,
): void {
  const request = parse(requestBody);
  const content = parse(answer.body);
  const units =
    answer.status === 200
      ? unitsOf(operation, request, content, images)
      : unitsOfRefusedWrite(operation, request, String(content.__type ?? ''));
  for (const side of ['read', 'write'] as const) {
    for (const [place, amount] of Object.entries(units[side])) {
      meter.add(`dynamodb.${side}Units`, amount, operation);
      meter.add(`dynamodb.${side}UnitsByIndex`, amount, place);
    }
  }
}

function parse(body: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(body.toString('utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function write(response: ServerResponse, status: number, body: Record<string, unknown>): void {
  if (response.destroyed || response.headersSent) return;
  const content = Buffer.from(JSON.stringify(body));
  writeRaw(response, {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID() },
    body: content,
  });
}

function writeRaw(response: ServerResponse, { status, headers, body }: Answer): void {
  const { connection: _connection, 'transfer-encoding': _encoding, 'keep-alive': _alive, ...rest } = headers;
  response.writeHead(status, { ...rest, 'content-length': body.length });
  response.end(body);
}
