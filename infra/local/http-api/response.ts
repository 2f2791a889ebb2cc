/** An answer as it goes to the client. */
export type HttpAnswer = {
  status: number;
  headers: readonly (readonly [string, string])[];
  body: Buffer;
};

/** Set by the gateway itself, whatever a function says. */
const OWN_HEADERS = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'date',
]);

/** One of the gateway's own answers: `{"message":"Not Found"}`. */
export function gatewayAnswer(
  status: number,
  message: string,
  headers: Record<string, string> = {},
): HttpAnswer {
  return {
    status,
    headers: [['content-type', 'application/json'], ...Object.entries(headers)],
    body: Buffer.from(JSON.stringify({ message })),
  };
}

/** What the gateway answers for a function's failure, or a result it cannot read. */
export const serverError = () => gatewayAnswer(500, 'Internal Server Error');

/**
 * Maps a function's result to an answer by the rules of payload format 2.0. A result without `statusCode` is the body
 * of a 200 itself.
 * @returns `undefined` when the result is malformed
 */
export function toAnswer(result: unknown): HttpAnswer | undefined {
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) return inferred(result);
  const { statusCode, headers, cookies, body, isBase64Encoded } = result as Record<string, unknown>;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) return undefined;
  const pairs = headerPairs(headers ?? {}, cookies ?? []);
  if (pairs === undefined || (body !== undefined && body !== null && typeof body !== 'string'))
    return undefined;
  const bytes = Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8');
  const typed = pairs.some(([name]) => name === 'content-type') || bytes.length === 0;
  return {
    status,
    headers: typed ? pairs : [['content-type', 'text/plain;charset=utf-8'], ...pairs],
    body: bytes,
  };
}

function inferred(result: unknown): HttpAnswer {
  const body = typeof result === 'string' ? result : JSON.stringify(result);
  return { status: 200, headers: [['content-type', 'application/json']], body: Buffer.from(body) };
}

function headerPairs(headers: unknown, cookies: unknown): [string, string][] | undefined {
  if (typeof headers !== 'object' || headers === null || !Array.isArray(cookies)) return undefined;
  const pairs: [string, string][] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'object' && value !== null) return undefined;
    if (value === undefined || value === null || OWN_HEADERS.has(name.toLowerCase())) continue;
    pairs.push([name.toLowerCase(), String(value)]);
  }
  for (const cookie of cookies) pairs.push(['set-cookie', String(cookie)]);
  return pairs.every(([name, value]) => isHeader(name, value)) ? pairs : undefined;
}

function isHeader(name: string, value: string): boolean {
  // Node refuses the rest as well; a function's bad header is a bad answer, not a crash.
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}
