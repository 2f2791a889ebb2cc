import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { Role } from '../../shared/kernel/actor.ts';
import { openTestTable, type TestTable, useTestTable } from '../harness/dynamodb.ts';
import { ownOrder, storeOrder } from './store-order.ts';

type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<unknown>;
type Said = { status: number; body: Record<string, unknown>; headers: Record<string, string> };

let test: TestTable;
let handlers: Record<'open' | 'capture' | 'refund' | 'settle', Handler>;

beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
  const load = async (name: string): Promise<Handler> =>
    ((await import(`../../functions/payments/${name}.ts`)) as { handler: Handler }).handler;
  handlers = {
    open: await load('open-payment'),
    capture: await load('capture-payment'),
    refund: await load('refund-order'),
    settle: await load('settle-refund'),
  };
}, 60_000);
afterAll(() => test?.close());

type Call = { role?: Role; customerId?: string; key?: string };

const call = async (
  handler: Handler,
  pathParameters: Record<string, string>,
  body: unknown,
  { role = 'finance', customerId, key }: Call = {},
): Promise<Said> => {
  const claims = { sub: 'tester', 'cognito:groups': `[${role}]`, ...(customerId ? { customerId } : {}) };
  const event = {
    routeKey: 'POST /test',
    rawPath: `/${Object.values(pathParameters).join('/')}`,
    headers: { 'content-type': 'application/json', ...(key ? { 'idempotency-key': key } : {}) },
    pathParameters,
    requestContext: { authorizer: { jwt: { claims } } },
    body: JSON.stringify(body),
    isBase64Encoded: false,
  };
  const context = { awsRequestId: 'request-1', functionName: 'test' };
  const answer = (await handler(
    event as unknown as APIGatewayProxyEventV2,
    context as unknown as Context,
  )) as { statusCode: number; body: string; headers: Record<string, string> };
  return { status: answer.statusCode, body: JSON.parse(answer.body), headers: answer.headers };
};

const amount = { amount: 3980, currency: 'CNY' };

describe('paying by transfer, and the money back', () => {
  it('goes from the open payment to the settled refund', async () => {
    const { head } = await storeOrder(test.table, ownOrder());
    const order = { id: head.id };
    const opened = await call(handlers.open, order, { method: 'transfer' });
    expect(opened).toMatchObject({
      status: 201,
      body: {
        method: 'transfer',
        status: 'pending',
        amount,
        action: { type: 'transfer', reference: head.number },
      },
    });
    const payment = { ...order, paymentId: String(opened.body.id) };
    const capture = () => call(handlers.capture, payment, { amount, reference: 'statement 7' });
    const captured = await capture();
    expect(captured).toMatchObject({
      status: 200,
      body: { status: 'succeeded', providerReference: 'statement 7' },
    });
    expect((await capture()).body).toEqual(captured.body);
    const refunded = await call(handlers.refund, order, {
      lines: [{ lineId: 'lin_1', quantity: 1 }],
      reason: 'broken',
    });
    expect(refunded).toMatchObject({
      status: 201,
      body: { status: 'pending', amount: { amount: 1990 }, lines: [{ quantity: 1 }], others: [] },
    });
    const tooMuch = await call(handlers.refund, order, { amount, reason: 'more' });
    expect(tooMuch).toMatchObject({ status: 409, body: { refundable: { amount: 1990, currency: 'CNY' } } });
    const refund = { ...order, refundId: String(refunded.body.id) };
    const settled = await call(handlers.settle, refund, { reference: 'statement 8' });
    expect(settled).toMatchObject({ status: 200, body: { status: 'succeeded' } });
  });

  it('opens one payment for twenty calls with one key', async () => {
    const { head } = await storeOrder(test.table, ownOrder());
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        call(handlers.open, { id: head.id }, { method: 'card' }, { key: `key ${head.id}` }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const one = { method: 'card', amount: { amount: 1, currency: 'CNY' } };
    expect(await call(handlers.open, { id: head.id }, one)).toMatchObject({
      body: { id: expect.stringMatching(/_2$/) },
    });
  });

  it.each([
    ['a customer opens for another', 'open', { role: 'storefront', customerId: 'cus_other' }, 404],
    ['a customer records money', 'capture', { role: 'storefront' }, 403],
    ['a warehouse gives money back', 'refund', { role: 'warehouse' }, 403],
    ['an agent settles', 'settle', { role: 'service_agent' }, 403],
  ] as const)('is not for everybody: %s', async (_, name, who, status) => {
    const { head } = await storeOrder(test.table, ownOrder());
    const tail = `${head.id.slice(4)}_1`;
    const params: Record<string, string> = {
      id: head.id,
      ...(name === 'capture' ? { paymentId: `pay_${tail}` } : {}),
      ...(name === 'settle' ? { refundId: `ref_${tail}` } : {}),
    };
    const body = {
      open: { method: 'card' },
      capture: { amount, reference: 'x' },
      refund: { reason: 'x' },
      settle: { reference: 'x' },
    }[name];
    expect((await call(handlers[name], params, body, who)).status).toBe(status);
  });

  it.each([
    ['open', { method: 'gold' }],
    ['open', { method: 'card', amount: { amount: 1.5, currency: 'CNY' } }],
    ['open', { method: 'card', amount: { amount: 5000, currency: 'CNY' } }],
    ['open', { method: 'card', more: 1 }],
    ['refund', { amount, lines: [{ lineId: 'lin_1', quantity: 1 }], reason: 'both' }],
    ['refund', { lines: [], reason: 'none' }],
    ['refund', {}],
  ] as const)('refuses a malformed %s: %j', async (name, body) => {
    const { head } = await storeOrder(test.table, ownOrder());
    const answer = await call(handlers[name], { id: head.id }, body);
    expect(answer).toMatchObject({ status: 422, body: { code: 'validation_failed' } });
  });
});
