import { request as rawRequest } from 'node:http';
import { connect } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { createAuthorize } from '../../../infra/local/http-api/authorize.ts';
import { createGateway } from '../../../infra/local/http-api/gateway.ts';
import { type HttpServer, startHttpServer } from '../../../infra/local/http-api/http-server.ts';
import { type LocalIdentity, openIdentity } from '../../../infra/local/identity.ts';
import { createLocalApi } from '../../../infra/local/local-api/local-api.ts';
import { tokenOperations } from '../../../infra/local/local-api/token-operations.ts';
import type { Invoke, InvokeResult, LocalRoute, Meter } from '../../../infra/local/model.ts';

const authorizer = { issuer: 'https://issuer.test/pool', audience: ['client-1'] };
const arn = (name: string) => `arn:aws:lambda:eu-central-1:000000000000:function:${name}`;
const aRoute = (routeKey: string, name: string, more: Partial<LocalRoute> = {}): LocalRoute => ({
  logicalId: name,
  routeKey,
  functionArn: arn(name),
  timeoutMs: 200,
  scopes: [],
  ...more,
});
const failure = (kind: 'error' | 'crash' | 'timeout' | 'throttled', errorType?: string): InvokeResult => ({
  ok: false,
  kind,
  message: 'x',
  durationMs: 1,
  requestId: 'r',
  ...(errorType && { errorType }),
});
const results: Record<string, (event: unknown) => InvokeResult | Promise<InvokeResult>> = {
  echo: (payload) => ({
    ok: true,
    payload: { statusCode: 200, body: JSON.stringify(payload) },
    durationMs: 1,
    requestId: 'r',
  }),
  throws: () => failure('error'),
  crashes: () => failure('crash'),
  timesOut: () => failure('timeout'),
  throttled: () => failure('throttled'),
  tooLarge: () => failure('error', 'RequestTooLargeException'),
  slow: () => new Promise(() => {}),
  malformed: () => ({ ok: true, payload: { statusCode: 'no' }, durationMs: 1, requestId: 'r' }),
  answers: () => ({
    ok: true,
    payload: {
      statusCode: 201,
      headers: { ETag: '"1"', 'access-control-allow-origin': 'https://evil.test' },
      cookies: ['a=1', 'b=2'],
      body: Buffer.from('bytes').toString('base64'),
      isBase64Encoded: true,
    },
    durationMs: 1,
    requestId: 'r',
  }),
};
const routes = [
  aRoute('GET /secured', 'echo', { authorizer }),
  aRoute('GET /scoped', 'echo', { authorizer, scopes: ['orders/read'] }),
  aRoute('GET /rare', 'echo', { throttle: { rate: 0.001, burst: 2 } }),
  aRoute('ANY /echo/{id}', 'echo'),
  ...Object.keys(results).map((name) => aRoute(`POST /${name}`, name)),
];

let identity: LocalIdentity;
let key: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
let server: HttpServer;
beforeAll(async () => {
  identity = await openIdentity('memory', authorizer);
  // A second key of the issuer, so that the tests can sign what the issuer itself never would.
  const pair = await generateKeyPair('RS256', { extractable: true });
  key = pair.privateKey;
  const keys = { keys: [...identity.keys.keys, { ...(await exportJWK(pair.publicKey)), kid: 'test' }] };
  const invoke: Invoke = async (functionArn, payload) =>
    results[functionArn.slice(functionArn.lastIndexOf(':') + 1)]?.(payload) ?? failure('error');
  const meter: Meter = { add() {}, snapshot: () => ({}), reset() {} };
  const cors = {
    AllowOrigins: ['https://shop.test'],
    AllowMethods: ['POST'],
    AllowHeaders: ['x-a'],
    MaxAge: 60,
  };
  const api = { logicalId: 'Api', id: 'abc', name: 'api', stage: '$default', routes, cors };
  const place = { region: 'eu-central-1', account: '000000000000' };
  server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    localApi: createLocalApi(tokenOperations(identity)),
    gateway: createGateway({ api, ...place, invoke, meter, authorize: createAuthorize(keys) }),
  });
});
afterAll(() => server.stop(1_000));

const call = (path: string, init: RequestInit = {}) => fetch(`${server.url}${path}`, init);
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

describe('what the gateway answers when the function does not', () => {
  test.each([
    ['throws', 500, 'Internal Server Error'],
    ['crashes', 500, 'Internal Server Error'],
    ['timesOut', 500, 'Internal Server Error'],
    ['malformed', 500, 'Internal Server Error'],
    ['throttled', 503, 'Service Unavailable'],
    ['slow', 504, 'Gateway Timeout'],
    ['tooLarge', 413, 'Request Entity Too Large'],
    ['nothing-here', 404, 'Not Found'],
  ])('%s: %i', async (path, status, message) => {
    const response = await call(`/${path}`, { method: 'POST' });
    expect([response.status, await response.json()]).toEqual([status, { message }]);
  });

  test('status, headers, cookies and bytes of an answer arrive as the function gave them', async () => {
    const response = await call('/answers', { method: 'POST' });
    expect(response.status).toBe(201);
    expect(response.headers.get('etag')).toBe('"1"');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.text()).toBe('bytes');
  });

  test('more requests than the throttle allows get 429', async () => {
    const statuses = [];
    for (let index = 0; index < 3; index += 1) statuses.push((await call('/rare')).status);
    expect(statuses).toEqual([200, 200, 429]);
  });
});

describe('hostile requests leave the server standing', () => {
  test('a body beyond 10 MB gets 413, announced or not', async () => {
    const big = Buffer.alloc(11 * 1024 * 1024);
    expect((await call('/echo', { method: 'POST', body: big })).status).toBe(413);
    const stream = new Blob([big]).stream();
    const chunked = { method: 'POST', body: stream, duplex: 'half' } as RequestInit;
    expect((await call('/echo', chunked)).status).toBe(413);
  });

  test.each([
    ['what is no HTTP', 'NONSENSE\r\n\r\n', 400],
    [
      'a wrong escape in the path',
      'GET /echo/%E0%A4%A HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
      400,
    ],
    ['no path at all', 'OPTIONS * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n', 400],
    [
      '10 KB of headers',
      `GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\na: ${'a'.repeat(11_000)}\r\n\r\n`,
      431,
    ],
    [
      '20 KB of headers',
      `GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\na: ${'a'.repeat(20_000)}\r\n\r\n`,
      431,
    ],
  ])('%s', async (_, bytes, status) => {
    expect(await sendRaw(bytes)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect((await call('/echo/1')).status).toBe(200);
  });

  test('somebody who hangs up in the middle of a body', async () => {
    await new Promise<void>((resolve) => {
      const { port } = new URL(server.url);
      const half = rawRequest({ port, path: '/echo', method: 'POST', headers: { 'content-length': 1000 } });
      half.on('error', () => resolve());
      half.write('half', () => half.destroy(new Error('gone')));
    });
    expect((await call('/echo/1')).status).toBe(200);
  });
});

describe('the authorizer', () => {
  const claims = { client_id: 'client-1', 'cognito:groups': ['admin', 'finance'] };
  const now = () => Math.floor(Date.now() / 1000);

  test('a local token opens the door; its claims are text', async () => {
    const token = await identity.sign({
      groups: ['admin', 'finance'],
      customerId: 'c-1',
      expiresInSeconds: 60,
    });
    const event = await (await call('/secured', bearer(token))).json();
    const { jwt } = (event as { requestContext: { authorizer: { jwt: Record<string, unknown> } } })
      .requestContext.authorizer;
    expect(jwt).toMatchObject({
      claims: {
        'cognito:groups': '[admin finance]',
        customerId: 'c-1',
        client_id: 'client-1',
        exp: expect.any(String),
      },
      scopes: null,
    });
    expect((await call('/secured', { headers: { authorization: token } })).status).toBe(200);
  });

  test('without a token: 401 that names the scheme', async () => {
    const response = await call('/secured');
    expect([response.status, await response.json()]).toEqual([401, { message: 'Unauthorized' }]);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
  });

  test.each<[string, () => Promise<string>, string]>([
    ['expired', () => sign({ exp: now() - 10 }), 'the token has expired'],
    ['of another audience', () => sign({ aud: 'other' }), 'the token does not have a valid audience'],
    ['of another client', () => sign({ client_id: 'other' }), 'the token does not have a valid audience'],
    [
      'of another issuer',
      () => sign({ iss: 'https://other.test' }),
      'the token does not have a valid issuer',
    ],
    ['not valid yet', () => sign({ nbf: now() + 60 }), 'the token is not valid yet'],
    ['issued in the future', () => sign({ iat: now() + 60 }), 'the token was issued in the future'],
    [
      'signed with another key',
      async () => sign({}, (await generateKeyPair('RS256')).privateKey),
      'signature is invalid',
    ],
    [
      'unsigned',
      async () => new UnsecuredJWT(claims).setIssuer(authorizer.issuer).setExpirationTime('1h').encode(),
      'signing method is not supported',
    ],
    ['signed with the public key as a secret', hmac, 'signing method is not supported'],
    ['no token', async () => 'nonsense', 'the token is malformed'],
  ])('refuses a token that is %s', async (_, token, description) => {
    const response = await call('/secured', bearer(await token()));
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain(`error_description="${description}"`);
  });

  test('a token without the scope of the route gets 403', async () => {
    const token = await identity.sign({ groups: [], expiresInSeconds: 60 });
    expect((await call('/scoped', bearer(token))).status).toBe(403);
  });

  /** A token of the right key unless said, good but for the claims that are changed. */
  async function sign(change: Record<string, unknown>, signer = key): Promise<string> {
    const payload = { ...claims, iss: authorizer.issuer, iat: now(), exp: now() + 60, ...change };
    return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'test' }).sign(signer);
  }
  async function hmac(): Promise<string> {
    const secret = new TextEncoder().encode(JSON.stringify(identity.keys.keys[0]));
    return new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('1h').sign(secret);
  }
});

describe('browsers', () => {
  const asks = { origin: 'https://shop.test', 'access-control-request-method': 'POST' };

  test('a preflight is answered by the gateway', async () => {
    const response = await call('/answers', { method: 'OPTIONS', headers: asks });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.test');
    expect(response.headers.get('access-control-max-age')).toBe('60');
  });

  test('another origin gets no leave', async () => {
    const response = await call('/answers', {
      method: 'OPTIONS',
      headers: { ...asks, origin: 'https://evil.test' },
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  test("the gateway's CORS headers replace the function's", async () => {
    const response = await call('/answers', { method: 'POST', headers: { origin: 'https://shop.test' } });
    expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.test');
  });
});

function sendRaw(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
}
