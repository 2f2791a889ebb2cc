import fc from 'fast-check';
import { verifyTable } from '../../../scripts/verify/verify-table.ts';
import { anAddress } from '../../builders/an-order-request.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { type AnyBody, call, paid, placed, read, stocked } from './desk.ts';

/** More of them with OMS_RUNS. */
const RUNS = Number(process.env.OMS_RUNS ?? 40);
let test: TestTable;
let skus: string[];
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
  skus = await Promise.all([1990, 333, 7].map((price) => stocked(test.table, 30, price)));
}, 60_000);
afterAll(() => test?.close());

const command = fc.record(
  {
    kept: fc.array(fc.nat(7), { maxLength: 3 }),
    added: fc.array(fc.record({ at: fc.nat(3), quantity: fc.integer({ min: 1, max: 40 }) }), {
      maxLength: 2,
    }),
    shippingAddress: fc.constantFrom(anAddress(), anAddress({ country: 'FR', city: 'Paris' })),
    delivery: fc.constantFrom({ method: 'express' }, { carrierWish: 'sf' }, { carrierWish: null }),
    customer: fc.constantFrom({ name: 'Grace' }, { phone: '+447700900999' }),
    sellerNote: fc.constantFrom('vip', null),
  },
  { requiredKeys: [] },
);

const bodyOf = (order: AnyBody, { kept, added = [], ...rest }: AnyBody) => {
  if (!kept) return rest;
  const lines = order.lines.map(({ id, sku }: AnyBody, at: number) => ({ id, sku, quantity: kept[at] ?? 1 }));
  return {
    ...rest,
    lines: [...lines, ...added.map(({ at, quantity }: AnyBody) => ({ sku: skus[at] ?? 'NONE', quantity }))],
  };
};

/** Instants and random ids differ from call to call, and nothing else may. */
const lasting = (body: unknown): AnyBody =>
  JSON.parse(
    JSON.stringify(body)
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'T')
      .replaceAll(/hld_[0-9A-Z]{26}/g, 'hld'),
  );

describe('a dry run of any amendment', () => {
  it('answers what the real one then answers, whether that is an order or a refusal, and writes nothing', async () => {
    let answered = 0;
    const order = await paid(await placed([{ sku: skus[0] ?? '', quantity: 2 }]));
    await fc.assert(
      fc.asyncProperty(command, async (wish) => {
        const before = await read(order.id);
        const params = { id: order.id };
        const body = bodyOf(before, wish);
        const dry = await call('orders/amend-order', { params, body, query: { dryRun: 'true' } });
        expect(await read(order.id)).toEqual(before);
        const real = await call('orders/amend-order', { params, body });
        expect([dry.status, lasting(dry.body)]).toEqual([real.status, lasting(real.body)]);
        if (real.status === 200) expect(lasting(await read(order.id))).toEqual(lasting(real.body));
        answered += real.status === 200 ? 1 : 0;
      }),
      { numRuns: RUNS },
    );
    expect(answered).toBeGreaterThan(RUNS / 4);
    expect((await verifyTable(test.table)).differences).toEqual([]);
  }, 120_000);
});
