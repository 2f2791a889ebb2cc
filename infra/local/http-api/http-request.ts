import type { IncomingMessage } from 'node:http';

/** A request as API Gateway sees it: nothing decoded, headers joined. */
export type HttpRequest = {
  method: string;
  /** Percent-encoded, without the query. */
  path: string;
  /** What follows the first `?`, undecoded. */
  query: string;
  /** Lower-case names; repeated headers joined by commas; without `cookie`. */
  headers: Readonly<Record<string, string>>;
  cookies: readonly string[];
  protocol: string;
  sourceIp: string;
};

/** What API Gateway allows the request line and all headers together. */
export const MAX_HEADER_BYTES = 10_240;

/** Reads all but the body. `undefined` for a target that is no path or is wrongly encoded: 400. */
export function readRequest(message: IncomingMessage): HttpRequest | undefined {
  const target = pathOf(message.url ?? '/');
  if (target === undefined) return undefined;
  const question = target.indexOf('?');
  const path = question === -1 ? target : target.slice(0, question);
  try {
    decodeURIComponent(path);
  } catch {
    return undefined;
  }
  const headers = new Map<string, string>();
  const cookies: string[] = [];
  for (let index = 0; index + 1 < message.rawHeaders.length; index += 2) {
    const name = message.rawHeaders[index]?.toLowerCase() ?? '';
    const value = message.rawHeaders[index + 1] ?? '';
    if (name === 'cookie') {
      cookies.push(...value.split(/;\s*/).filter((cookie) => cookie !== ''));
    } else {
      const before = headers.get(name);
      headers.set(name, before === undefined ? value : `${before},${value}`);
    }
  }
  return {
    method: message.method ?? 'GET',
    path,
    query: question === -1 ? '' : target.slice(question + 1),
    headers: Object.fromEntries(headers),
    cookies,
    protocol: `HTTP/${message.httpVersion}`,
    sourceIp: message.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1',
  };
}

/** The bytes of the request line and the headers, which API Gateway limits together. */
export function headerBytes(message: IncomingMessage): number {
  const line = (message.method?.length ?? 0) + (message.url?.length ?? 0);
  return message.rawHeaders.reduce((sum, text) => sum + Buffer.byteLength(text), line);
}

/** `GET http://host/path` is as good as `GET /path`. */
function pathOf(target: string): string | undefined {
  if (target.startsWith('/')) return target;
  if (!URL.canParse(target)) return undefined;
  const url = new URL(target);
  return url.protocol.startsWith('http') ? `${url.pathname}${url.search}` : undefined;
}
