import { createRouteMatcher } from '../../../infra/local/http-api/match-route.ts';

const matcher = (...keys: string[]) =>
  createRouteMatcher(
    keys.map((routeKey) => ({ logicalId: routeKey, routeKey, functionArn: 'f', timeoutMs: 1, scopes: [] })),
  );

describe("API Gateway's choice of route", () => {
  const match = matcher(
    '$default',
    'ANY /{proxy+}',
    'GET /pets/{id}',
    'GET /pets/dog',
    'GET /pets/{proxy+}',
    'ANY /pets/{id}',
    'GET /pets/{id}/toys/{toy}',
  );

  test.each([
    ['GET', '/pets/dog', 'GET /pets/dog', undefined],
    ['GET', '/pets/cat', 'GET /pets/{id}', { id: 'cat' }],
    ['PUT', '/pets/dog', 'ANY /pets/{id}', { id: 'dog' }],
    ['GET', '/pets/1/toys/2', 'GET /pets/{id}/toys/{toy}', { id: '1', toy: '2' }],
    ['GET', '/pets/1/food', 'GET /pets/{proxy+}', { proxy: '1/food' }],
    ['GET', '/people/1', 'ANY /{proxy+}', { proxy: 'people/1' }],
    ['GET', '/', '$default', undefined],
  ])('%s %s → %s', (method, path, routeKey, parameters) => {
    const found = match(method, path);
    expect(found?.route.routeKey).toBe(routeKey);
    expect(found?.pathParameters).toEqual(parameters);
  });

  test('fixed text wins also where routes of other lengths stand between', () => {
    const between = matcher('GET /a/{id}', 'GET /b', 'GET /a/x');
    expect(between('GET', '/a/x')?.route.routeKey).toBe('GET /a/x');
  });

  test('parameters are decoded, and an encoded slash does not part segments', () => {
    expect(matcher('GET /a/{id}')('GET', '/a/x%2Fy%20%E4%B8%AD')?.pathParameters).toEqual({ id: 'x/y 中' });
  });

  test.each([
    ['GET', '/a/'],
    ['GET', '/a/1/'],
    ['GET', '/a/1/2'],
    ['HEAD', '/a/1'],
    ['GET', '/A/1'],
  ])('%s %s has no route', (method, path) => {
    expect(matcher('GET /a/{id}')(method, path)).toBeUndefined();
  });
});
