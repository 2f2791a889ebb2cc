import { claimsAsText } from '../../../infra/local/http-api/claims.ts';
import { toEvent } from '../../../infra/local/http-api/event.ts';
import type { HttpRequest } from '../../../infra/local/http-api/http-request.ts';

const context = {
  account: '000000000000',
  region: 'eu-central-1',
  apiId: 'abc',
  stage: '$default',
  requestId: 'r-1',
  at: new Date('2026-03-12T19:03:58.390Z'),
};
const route = { logicalId: 'R', routeKey: 'GET /a', functionArn: 'f', timeoutMs: 1, scopes: [] };
const anEvent = (change: Partial<HttpRequest> = {}, body = Buffer.alloc(0)) =>
  toEvent(
    {
      method: 'GET',
      path: '/a',
      query: '',
      headers: { 'user-agent': 'test' },
      cookies: [],
      protocol: 'HTTP/1.1',
      sourceIp: '127.0.0.1',
      ...change,
    },
    body,
    { route, pathParameters: undefined },
    context,
  );

describe('an event of payload format 2.0', () => {
  test('has what API Gateway sends, and leaves out what is absent', () => {
    expect(anEvent()).toEqual({
      version: '2.0',
      routeKey: 'GET /a',
      rawPath: '/a',
      rawQueryString: '',
      headers: { 'user-agent': 'test' },
      requestContext: {
        accountId: '000000000000',
        apiId: 'abc',
        domainName: 'abc.execute-api.eu-central-1.amazonaws.com',
        domainPrefix: 'abc',
        http: { method: 'GET', path: '/a', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
        requestId: 'r-1',
        routeKey: 'GET /a',
        stage: '$default',
        time: '12/Mar/2026:19:03:58 +0000',
        timeEpoch: 1773342238390,
      },
      isBase64Encoded: false,
    });
  });

  test('the query is decoded in its parameters, repeated names are joined, the raw one stays', () => {
    const event = anEvent({ query: 'a=1&b=x%20y+z&a=2&__proto__=p' });
    expect(event.rawQueryString).toBe('a=1&b=x%20y+z&a=2&__proto__=p');
    expect(Object.entries(event.queryStringParameters as object)).toEqual([
      ['a', '1,2'],
      ['b', 'x y z'],
      ['__proto__', 'p'],
    ]);
  });

  test('the path is decoded, cookies stand apart', () => {
    expect(anEvent({ path: '/a%20b', cookies: ['x=1'] })).toMatchObject({
      rawPath: '/a b',
      cookies: ['x=1'],
    });
  });

  test.each([
    ['application/json', {}, false],
    ['application/problem+json; charset=utf-8', {}, false],
    ['text/plain', {}, false],
    [undefined, {}, false],
    ['application/octet-stream', {}, true],
    ['application/x-www-form-urlencoded', {}, true],
    ['application/json', { 'content-encoding': 'gzip' }, true],
  ])('a body of %s %j is base64: %s', (type, more, binary) => {
    const headers = { ...more, ...(type && { 'content-type': type }) };
    const event = anEvent({ headers }, Buffer.from('{"a":"ü"}'));
    expect(event.isBase64Encoded).toBe(binary);
    expect(Buffer.from(String(event.body), binary ? 'base64' : 'utf8').toString()).toBe('{"a":"ü"}');
  });
});

test('claims become text as the HTTP API writes them', () => {
  expect(claimsAsText({ exp: 12, admin: true, 'cognito:groups': ['a', 'b'], none: [], o: { a: 1 } })).toEqual(
    {
      exp: '12',
      admin: 'true',
      'cognito:groups': '[a b]',
      none: '[]',
      o: '{"a":1}',
    },
  );
});
