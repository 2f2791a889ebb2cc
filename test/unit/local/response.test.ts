import { toAnswer } from '../../../infra/local/http-api/response.ts';
import { createTokenBucket } from '../../../infra/local/http-api/throttle.ts';

describe("a function's result", () => {
  test('without a status is the body of a 200', () => {
    expect(toAnswer({ a: 1 })).toEqual({
      status: 200,
      headers: [['content-type', 'application/json']],
      body: Buffer.from('{"a":1}'),
    });
  });

  test('headers are lower case; the gateway keeps its own', () => {
    const answer = toAnswer({
      statusCode: 200,
      headers: { 'X-A': 1, Connection: 'close', 'content-type': 'a/b' },
    });
    expect(answer?.headers).toEqual([
      ['x-a', '1'],
      ['content-type', 'a/b'],
    ]);
  });

  test.each([
    ['a status that is none', { statusCode: 'x' }],
    ['a status out of range', { statusCode: 99 }],
    ['a body that is no text', { statusCode: 200, body: { a: 1 } }],
    ['headers that are none', { statusCode: 200, headers: 'a' }],
    ['a header that breaks the line', { statusCode: 200, headers: { a: 'b\r\nc: d' } }],
    ['cookies that are no list', { statusCode: 200, cookies: 'a=1' }],
  ])('%s is malformed', (_, result) => {
    expect(toAnswer(result)).toBeUndefined();
  });
});

test('the throttle lets a burst through and then the rate', () => {
  const mayPass = createTokenBucket({ rate: 2, burst: 3 });
  expect([0, 0, 0, 0].map(mayPass)).toEqual([true, true, true, false]);
  expect([499, 500, 501].map(mayPass)).toEqual([false, true, false]);
  expect([9_000, 9_000, 9_000, 9_000].map(mayPass)).toEqual([true, true, true, false]);
});
