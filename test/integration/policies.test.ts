import { handler as getPolicy } from '../../functions/policies/get-policy.ts';
import { handler as putPolicy } from '../../functions/policies/put-policy.ts';
import { loadPolicy } from '../../shared/policies/effects/policy-store.ts';
import { callHandler } from '../harness/call-handler.ts';
import { openTestTable, type TestTable, useTestTable } from '../harness/dynamodb.ts';

let test: TestTable;

beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
}, 60_000);

afterAll(() => test?.close());

const get = (name: string) => callHandler(getPolicy, { params: { name } });
const put = (name: string, body: unknown, headers: Record<string, string> = {}) =>
  callHandler(putPolicy, { params: { name }, body, headers });

const cancelAfter = (cancelAfterHours: number) => ({ payment: { cancelAfterHours } });

describe('policies', () => {
  it('hold before anybody has written one', async () => {
    expect(await get('default')).toMatchObject({
      status: 200,
      headers: { etag: '"0"' },
      body: { version: 0, payment: { cancelAfterHours: 48 } },
    });
  });

  it('of a shop go before the default one, which goes before the built-in one', async () => {
    expect((await put('default', cancelAfter(72))).status).toBe(201);
    expect((await get('shop-1')).body).toMatchObject({ version: 0, payment: { cancelAfterHours: 72 } });
    expect((await put('shop-1', cancelAfter(24))).status).toBe(201);
    expect((await get('shop-1')).body).toMatchObject({ version: 1, payment: { cancelAfterHours: 24 } });
    expect((await loadPolicy(test.table, 'shop-1')).policy.payment.cancelAfterHours).toBe(24);
    expect((await loadPolicy(test.table, 'shop-2')).policy.payment.cancelAfterHours).toBe(72);
  });

  it('can be read, changed and sent back', async () => {
    const { body } = await get('shop-3');
    const sent = await put('shop-3', { ...body, ...cancelAfter(12) });
    expect(sent).toMatchObject({ status: 201, headers: { etag: '"1"' }, body: { version: 1 } });
    expect(await put('shop-3', { ...body, ...cancelAfter(13) })).toMatchObject({ status: 412 });
    expect((await put('shop-3', { ...sent.body, ...cancelAfter(13) })).body).toMatchObject({ version: 2 });
  });

  it('are changed only from the version that was read, by the managers', async () => {
    expect((await put('shop-4', cancelAfter(1), { 'if-match': '"1"' })).status).toBe(412);
    const call = { params: { name: 'shop-4' }, body: cancelAfter(1) };
    expect((await callHandler(putPolicy, { ...call, roles: ['service_agent'] })).status).toBe(403);
    expect((await callHandler(putPolicy, { ...call, roles: ['sales_manager'] })).status).toBe(201);
    const reading = { params: { name: 'shop-4' }, roles: ['storefront'] } as const;
    expect((await callHandler(getPolicy, reading)).status).toBe(403);
  });

  it('take one of two changes of one version made at once', async () => {
    const both = await Promise.all(
      [2, 3].map((hours) => put('shop-4', cancelAfter(hours), { 'if-match': '"1"' })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });
});
