import { OPEN_MS, openCloud, type TestCloud } from '../harness/cloud.ts';
import { type Contents, settled } from '../harness/contents.ts';
import { attack, type Target, targetsOf, violations, wrongWith } from './attack-surface.ts';
import { setScene } from './lawful-requests.ts';

const ODD_PARTS = [
  '%00',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '..%2f..',
  '%',
  '%zz',
  '%c0%af',
  '%ED%A0%80',
  '%25%32%65',
  'x'.repeat(2000),
  '%F0%9F%98%80',
  '%E2%80%AEabc',
  'a%23b',
  'HEAD',
  'null',
  '__proto__',
  "'%20OR%201=1",
  '{id}',
  '*',
  'ord_01J00000000000000000000000',
  'ful_01J00000000000000000000000_1',
  'pay_01J00000000000000000000000_1',
  'ref_01J00000000000000000000000_1',
  'cus_01J00000000000000000000000',
  'ord_01j00000000000000000000000',
  'ord_01J0000000000000000000000',
];

describe('a request to an odd address', () => {
  let cloud: TestCloud;
  let targets: Target[];
  let before: Contents;

  beforeAll(async () => {
    cloud = await openCloud();
    targets = await targetsOf(cloud, await setScene(cloud));
    before = await settled(cloud);
  }, OPEN_MS);
  afterAll(() => cloud?.close());

  /** The target's paths with each of its parameters, one at a time, replaced. */
  const pathsOf = ({ template, path }: Target): string[] => {
    const parts = (path.split('?')[0] ?? '').split('/');
    return template.split('/').flatMap((segment, at) =>
      // A channel may have any shop.
      segment.startsWith('{') && segment !== '{shopId}'
        ? ODD_PARTS.map((odd) => parts.with(at, odd).join('/'))
        : [],
    );
  };

  it('is refused whatever stands in the path, and changes nothing', async () => {
    const changing = [
      'put-product',
      'put-location',
      'put-customer',
      'put-policy',
      'put-carrier',
      'put-promotion',
    ];
    const cases = targets
      .filter(({ id }) => !changing.includes(id))
      .flatMap((target) => pathsOf(target).map((path) => ({ target, path })));
    const lenient = ['get-policy'];
    const found = await violations(cases, async ({ target, path }) => {
      const expected = lenient.includes(target.id) ? [200, 400, 404, 422] : [400, 401, 404, 409, 422];
      return wrongWith(
        `${target.method} ${path.slice(0, 80)}`,
        await attack(cloud, target, { path }),
        expected,
      );
    });
    expect(found).toEqual([]);
    expect(await settled(cloud)).toEqual(before);
  });

  it('that would create something is taken only under a name that can be one', async () => {
    const puts = targets.filter(({ method }) => method === 'PUT');
    const cases = puts.flatMap((target) => pathsOf(target).map((path) => ({ target, path })));
    const found = await violations(cases, async ({ target, path }) =>
      wrongWith(`${target.method} ${path.slice(0, 80)}`, await attack(cloud, target, { path })),
    );
    expect(found).toEqual([]);
    before = await settled(cloud);
  });

  it('with a limit, a filter or a cursor that is none is refused', async () => {
    const lists = targets.filter(({ queryNames }) => queryNames.includes('limit'));
    expect(lists.length).toBeGreaterThan(4);
    const odd = {
      limit: ['0', '-1', '101', 'abc', '1.5', '1e9', 'NaN', '', '%00', '1&limit=2', 'Infinity', '0x10%20'],
      cursor: ['x', 'x.y', '.', 'e30.AAAA', `${'a'.repeat(3000)}`, '%00', '__proto__'],
      unheardOf: ['1'],
      '__proto__[x]': ['1'],
    };
    const filters: Record<string, readonly string[]> = {
      from: ['yesterday', '2024-13-01T00:00:00Z', '0'],
      to: ['-'],
      stage: ['lost', 'COMPLETED'],
      channel: ['ebay'],
      status: ['lost'],
      externalId: ['a%23b'],
    };
    const cases = lists.flatMap((target) =>
      [
        ...Object.entries(odd),
        ...Object.entries(filters).filter(([name]) => target.queryNames.includes(name)),
      ].flatMap(([name, values]) =>
        values.map((value) => ({
          target,
          path: `${target.path}${target.path.includes('?') ? '&' : '?'}${name}=${value}`,
        })),
      ),
    );
    const found = await violations(cases, async ({ target, path }) =>
      wrongWith(path.slice(0, 80), await attack(cloud, target, { path }), [422]),
    );
    expect(found).toEqual([]);
  });

  it('with a cursor that was changed, or is another list’s, is refused', async () => {
    const products = await cloud.api('GET', '/v1/products?limit=1');
    const orders = await cloud.api('GET', '/v1/orders?limit=1&channel=storefront');
    const [product, order] = [products.json.nextCursor as string, orders.json.nextCursor as string];
    expect([typeof product, typeof order]).toEqual(['string', 'string']);
    const last = order.at(-3) === 'A' ? 'B' : 'A';
    const cursors = {
      'another list’s': `/v1/orders?channel=storefront&cursor=${product}`,
      'another filter’s': `/v1/orders?channel=phone&cursor=${order}`,
      changed: `/v1/orders?channel=storefront&cursor=${order.slice(0, -3)}${last}${order.slice(-2)}`,
      'with more': `/v1/orders?channel=storefront&cursor=x${order}`,
    };
    const replies = await Promise.all(Object.values(cursors).map((path) => cloud.api('GET', path)));
    expect(replies.map(({ status, json }) => [status, json.errors?.[0]?.path])).toEqual(
      Array(4).fill([422, '/cursor']),
    );
    expect((await cloud.api('GET', `/v1/orders?channel=storefront&cursor=${order}`)).status).toBe(200);
  });

  it('that no route knows is answered 404', async () => {
    const paths = [
      '/',
      '/v1',
      '/v2/orders',
      '/v1/orders/',
      '/v1//orders',
      '/v1/orders/x/y/z',
      '/V1/orders',
      '/.env',
    ];
    const replies = await Promise.all(paths.map((path) => cloud.api('GET', path)));
    expect(replies.map(({ status }) => status).filter((status) => status !== 404 && status !== 422)).toEqual(
      [],
    );
    const methods = ['PATCH', 'DELETE', 'TRACE', 'PUT'];
    const wrong = await Promise.all(methods.map((method) => cloud.api(method, '/v1/orders')));
    expect(wrong.every(({ status }) => status === 404)).toBe(true);
  });

  it('has changed nothing', async () => {
    expect(await settled(cloud)).toEqual(before);
  });
});
