import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { LocalApi } from '../local-api/local-api.ts';
import type { Gateway } from './gateway.ts';
import { type HttpRequest, headerBytes, MAX_HEADER_BYTES, readRequest } from './http-request.ts';
import { readBody } from './read-body.ts';
import { gatewayAnswer, type HttpAnswer, serverError } from './response.ts';

export type HttpServerOptions = {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Answers what is not below `/local`; absent when the template has no API. */
  gateway?: Gateway;
  localApi: LocalApi;
};

export type HttpServer = {
  url: string;
  /** Takes no new request and resolves when those that run are answered, at the latest after `graceMs`. */
  stop(graceMs: number): Promise<void>;
};

/**
 * Serves the HTTP API and, beside it, the local operations, on one port.
 * @throws `EADDRINUSE` when the port is taken
 */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  let stopping = false;
  const server = createServer({ maxHeaderSize: 16_384, keepAliveTimeout: 65_000 }, (message, response) => {
    if (stopping) response.shouldKeepAlive = false;
    void serve(message, response, options);
  });
  server.on('clientError', refuseMalformed);
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host === '127.0.0.1' ? 'localhost' : options.host}:${port}`,
    async stop(graceMs) {
      stopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const timer = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  options: HttpServerOptions,
): Promise<void> {
  const requestId = randomUUID();
  response.on('error', () => {});
  try {
    const answer = await answerTo(message, options, requestId);
    if (answer === 'gone' || response.destroyed) return;
    if (!message.complete) response.shouldKeepAlive = false;
    write(response, answer, requestId);
  } catch {
    // Whatever went wrong is ours; the client still gets an answer, and the server goes on.
    if (!response.headersSent) write(response, serverError(), requestId);
    else response.destroy();
  }
}

async function answerTo(
  message: IncomingMessage,
  { gateway, localApi }: HttpServerOptions,
  requestId: string,
): Promise<HttpAnswer | 'gone'> {
  if (headerBytes(message) > MAX_HEADER_BYTES) return gatewayAnswer(431, 'Request Header Fields Too Large');
  const request = readRequest(message);
  if (request === undefined) return gatewayAnswer(400, 'Bad Request');
  const body = await readBody(message);
  if (body === 'gone') return 'gone';
  if (body === 'too-large') return gatewayAnswer(413, 'Request Entity Too Large');
  if (isLocal(request)) return localApi(request, body);
  return gateway === undefined ? gatewayAnswer(404, 'Not Found') : gateway(request, body, requestId);
}

function isLocal({ path }: HttpRequest): boolean {
  return path === '/local' || path.startsWith('/local/');
}

function write(response: ServerResponse, { status, headers, body }: HttpAnswer, requestId: string): void {
  response.statusCode = status;
  for (const [name, value] of headers) {
    if (name === 'set-cookie') response.appendHeader(name, value);
    else response.setHeader(name, value);
  }
  response.setHeader('apigw-requestid', requestId);
  if (status !== 204 && status !== 304) response.setHeader('content-length', body.length);
  response.end(body);
}

/** What is no HTTP gets a short answer and loses its connection. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', 'Request Header Fields Too Large']
      : ['400 Bad Request', 'Bad Request'];
  const body = JSON.stringify({ message });
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  );
}

function listen(server: Server, { host, port }: HttpServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
