import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { verifyTable } from '../../../scripts/verify/verify-table.ts';
import { loadOrder } from '../../../shared/orders/effects/load-order.ts';
import { anAddress, unique } from '../../builders/an-order-request.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { mockService } from '../../harness/mock-service.ts';
import { useCursorSecret } from '../../harness/secrets.ts';
import { consume } from '../fulfilment-orders.ts';
import { type AnyBody, call, placed, stocked } from '../orders/desk.ts';
import { aCustomer, merge } from './people.ts';

const sqs = mockService(SQSClient);
let test: TestTable;
let sku: string;

beforeAll(async () => {
  useCursorSecret();
  process.env.CUSTOMER_WORK_QUEUE_URL = 'http://queues/customer-work';
  test = await openTestTable();
  await useTestTable(test);
  sku = await stocked(test.table, 1000);
}, 60_000);
beforeEach(() => {
  sqs.reset();
  sqs.on(SendMessageBatchCommand).resolves({ Successful: [], Failed: [] });
});
afterAll(async () => {
  expect((await verifyTable(test.table)).differences).toEqual([]);
  await test.close();
}, 60_000);

const orderOf = (id: string, change: Record<string, unknown> = {}, goods = sku): Promise<AnyBody> =>
  placed([{ sku: goods, quantity: 1 }], { customer: { id, name: 'Ada' }, ...change });

describe('a person whom the merchant knew as two customers', () => {
  it('is found with all their orders under either id, by the merchant’s people', async () => {
    const [ada, guest] = [await aCustomer(), await aCustomer()];
    const orders = [await orderOf(ada), await orderOf(guest)].map(({ id }) => id);
    await merge(ada, guest);
    const listed = async (customerId: string, said: Record<string, unknown> = {}): Promise<string[]> =>
      (await call('orders/list-orders', { query: { customerId, limit: '50' }, ...said })).body.items.map(
        ({ id }: AnyBody) => id,
      );
    expect((await listed(ada)).sort()).toEqual(orders.toSorted());
    expect((await listed(guest)).sort()).toEqual(orders.toSorted());
    // A token of one customer reads that customer's orders alone.
    const own = { roles: ['storefront'], customerId: guest };
    expect(await listed(ada, own)).toEqual([orders[1]]);
  });

  it('does not order the same twice under two ids without that being looked at', async () => {
    const goods = await stocked(test.table);
    const [ada, guest] = [await aCustomer(), await aCustomer()];
    const first = await orderOf(ada, {}, goods);
    // Another town and telephone: only the person is the same.
    const elsewhere = {
      shippingAddress: anAddress({ phone: '+447700911111', city: 'Leeds', line1: unique() }),
    };
    expect((await orderOf(guest, elsewhere, goods)).holds).toEqual([]);
    await merge(ada, guest);
    const again = { shippingAddress: anAddress({ phone: '+447700922222', city: 'York', line1: unique() }) };
    const { holds } = await orderOf(guest, again, goods);
    expect(holds).toMatchObject([{ kind: 'duplicate' }]);
    expect(holds[0].reason).toContain(first.number);
  });
});

describe('a customer who wants to hear of their orders another way', () => {
  const lettersOf = async ({ id }: AnyBody): Promise<unknown> => {
    const order = await loadOrder(test.table, id);
    return 'body' in order ? order.body.letters : undefined;
  };
  const prefer = (id: string, channels: string[] | undefined) =>
    call('customers/put-customer', {
      params: { id },
      body: { name: 'Ada', ...(channels ? { preferences: { channels } } : {}) },
    });
  const follow = async (customerId: string): Promise<void> => {
    const { handler } = await import('../../../functions/customers/work-on-customers.ts');
    const asOf = new Date().toISOString();
    expect(await consume(handler, { kind: 'preferences', customerId, asOf })).toBe(0);
  };
  const asked = (): number => sqs.commandCalls(SendMessageBatchCommand).length;

  it('has orders that remember it, those under way too', async () => {
    const ada = await aCustomer();
    const before = await orderOf(ada);
    expect(await lettersOf(before)).toBeUndefined();
    await prefer(ada, ['sms']);
    expect(asked()).toBe(1);
    await follow(ada);
    expect(await lettersOf(before)).toBe('necessary');
    const after = await orderOf(ada);
    expect(await lettersOf(after)).toBe('necessary');

    await prefer(ada, ['email', 'sms']);
    await follow(ada);
    expect([await lettersOf(before), await lettersOf(after)]).toEqual([undefined, undefined]);
  });

  it('is asked about only where something changes', async () => {
    const ada = await aCustomer();
    await prefer(ada, ['email']);
    await prefer(ada, undefined);
    expect(asked()).toBe(0);
  });
});
