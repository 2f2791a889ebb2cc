import { createHmac } from 'node:crypto';
import { mkdtemp, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { handler as getCarrier } from '../../../functions/carriers/get-carrier.ts';
import { handler as getLabel } from '../../../functions/carriers/get-parcel-label.ts';
import { handler as listCarriers } from '../../../functions/carriers/list-carriers.ts';
import { handler as putCarrier } from '../../../functions/carriers/put-carrier.ts';
import { handler as rate } from '../../../functions/carriers/rate-fulfilment.ts';
import { handler as settle } from '../../../functions/carriers/settle-carrier-work.ts';
import { handler as applyEvent } from '../../../functions/fulfilment/apply-carrier-event.ts';
import { handler as waybill } from '../../../functions/fulfilment/create-waybill.ts';
import { handler as ship } from '../../../functions/fulfilment/ship-fulfilment.ts';
import { handler as receive } from '../../../functions/webhooks/receive-carrier-event.ts';
import { A_CARRIER } from '../../e2e/lawful-carrier.ts';
import { callHandler } from '../../harness/call-handler.ts';
import { openTestTable, type TestTable, useTestTable } from '../../harness/dynamodb.ts';
import { useSecrets } from '../../harness/secrets.ts';
import { consume, reload } from '../fulfilment-orders.ts';
import { describeCarrier, describeLocation, fulfilmentOf, packed, step } from './carrier-orders.ts';

let test: TestTable;
beforeAll(async () => {
  test = await openTestTable();
  await useTestTable(test);
  useSecrets({ CURSOR_KEY_ID: 'a key for tests', WEBHOOK_SECRETS_ID: '{"default":"local-secret"}' });
  const root = await mkdtemp(join(tmpdir(), 'oms-label-'));
  await symlink(resolve('node_modules/noto-sans-sc/noto_sans_sc_regular'), join(root, 'label-font'));
  process.env.LAMBDA_TASK_ROOT = root;
}, 60_000);
afterAll(() => test?.close());

describe('a merchant who has described no carrier', () => {
  it('gets waybills of the generic carrier, or of the one that the buyer wished', async () => {
    const { id } = await packed(test.table);
    const { body } = await step(waybill, id);
    expect(body).toMatchObject({ status: 'waybilled', parcels: [{ carrier: 'generic' }] });
    const [parcel] = body.parcels as { id: string; labelUrl: string; trackingNumber: string }[];
    expect(parcel?.trackingNumber).toMatch(/^OMS/);
    expect(parcel?.labelUrl).toBe(`/v1/fulfilments/${id}/parcels/${parcel?.id}/label`);
    expect(body).not.toHaveProperty('waybillRequests');
  });

  it('sees that there is nothing to choose from', async () => {
    const { id } = await packed(test.table);
    expect(await callHandler(rate, { params: { id } })).toMatchObject({
      status: 200,
      body: { candidates: [], parcels: [{ grams: 0, value: { amount: 3980 } }] },
    });
  });
});

describe('carriers as data', () => {
  it('are created, read, replaced and listed; an old version is refused', async () => {
    const params = { id: 'post' };
    expect(await callHandler(getCarrier, { params })).toMatchObject({ status: 404 });
    const made = await callHandler(putCarrier, { params, body: A_CARRIER });
    expect(made).toMatchObject({ status: 201, headers: { etag: '"1"' }, body: { id: 'post', version: 1 } });
    expect(await callHandler(putCarrier, { params, body: A_CARRIER })).toMatchObject({
      status: 200,
      body: { version: 1 },
    });
    const renamed = { ...A_CARRIER, name: 'Post' };
    const stale = await callHandler(putCarrier, { params, body: renamed, headers: { 'if-match': '"7"' } });
    expect(stale).toMatchObject({ status: 412, body: { code: 'precondition_failed' } });
    expect(await callHandler(putCarrier, { params, body: renamed })).toMatchObject({
      body: { version: 2, name: 'Post' },
    });
    const { body } = await callHandler(listCarriers, {});
    expect((body.items as { id: string }[]).map(({ id }) => id)).toContain('post');
    expect(await callHandler(putCarrier, { params, body: renamed, roles: ['warehouse'] })).toMatchObject({
      status: 403,
    });
    expect(
      await callHandler(putCarrier, {
        params,
        body: { ...renamed, zones: [{ id: 'x', areas: [{ country: 'China' }] }] },
      }),
    ).toMatchObject({ status: 422 });
  });

  it('are compared for a fulfilment, and the cheapest that can gets its waybill', async () => {
    await describeLocation(test.table, 'east');
    await describeCarrier(test.table, 'cheap', { name: 'Cheap', locations: ['east'] });
    const dearZone = [{ zone: 'china', first: { grams: 5000, amount: 9900 }, transitHours: 12 }];
    const [service] = (await callHandler(getCarrier, { params: { id: 'cheap' } })).body.services as [object];
    await describeCarrier(test.table, 'dear', {
      locations: ['east'],
      services: [{ ...service, rates: dearZone } as never],
    });
    const { id, order } = await packed(test.table, 'east');
    const rates = await callHandler(rate, { params: { id }, query: { deliverBy: '2024-07-01T00:00:00Z' } });
    // The order is of long ago: all are late, and the first to arrive would be taken.
    expect(rates.body).toMatchObject({
      chosen: { carrier: 'dear', reasons: ['late_departure', 'late_arrival'], cost: { amount: 9900 } },
      candidates: [{ carrier: 'dear' }, { carrier: 'cheap', cost: { amount: 1200 } }],
      parcels: [{ grams: 1200 }],
    });
    expect((await step(waybill, id, { carrier: 'cheap' })).body).toMatchObject({
      parcels: [{ carrier: 'cheap', service: 'standard' }],
      shippingCost: { amount: 1200, currency: 'CNY' },
    });
    expect(await fulfilmentOf(test.table, order)).toMatchObject({ shippingCost: { amount: 1200 } });
  });

  it('refuse what none of them carries, and say why; paper that is there is taken all the same', async () => {
    const { id } = await packed(test.table, 'east', [{ weightGrams: 90_000_000 }]);
    await describeCarrier(test.table, 'cheap', { locations: ['east'], services: [] });
    const refused = await step(waybill, id);
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: 'no_carrier',
        candidates: [{ carrier: 'dear', reasons: expect.arrayContaining(['too_heavy']) }],
      },
    });
    const paper = { carrier: 'dear', trackingNumber: `D${Date.now()}` };
    expect(await step(waybill, id, paper)).toMatchObject({ status: 200, body: { parcels: [paper] } });
  });

  it('may be tried with the simulated carrier', async () => {
    await describeCarrier(test.table, 'trial', { connection: 'simulator', locations: ['west'] });
    await describeLocation(test.table, 'west');
    const { id, order } = await packed(test.table, 'west');
    expect((await step(waybill, id)).body).toMatchObject({
      status: 'packed',
      waybillRequests: [{ state: 'requested' }],
    });
    const message = { detail: { orderId: order.head.id } };
    expect(await consume(settle, message, message)).toBe(0);
    const { parcels } = await fulfilmentOf(test.table, order);
    expect(parcels.map(({ trackingNumber }) => trackingNumber)).toEqual([
      expect.stringMatching(/^SIM\d{12}$/),
    ]);
  });
});

describe('a label', () => {
  it('is a PDF, sent as bytes', async () => {
    const { id, order } = await packed(test.table);
    await step(waybill, id);
    const { parcels } = await fulfilmentOf(test.table, order);
    const parcelId = parcels[0]?.id ?? '';
    const event = {
      pathParameters: { id, parcelId },
      headers: {},
      rawPath: '/',
      requestContext: { authorizer: { jwt: { claims: { sub: 't', 'cognito:groups': '[warehouse]' } } } },
    };
    const answer = (await getLabel(
      event as unknown as APIGatewayProxyEventV2,
      { awsRequestId: 'r' } as Context,
    )) as APIGatewayProxyStructuredResultV2;
    expect(answer).toMatchObject({ statusCode: 200, isBase64Encoded: true });
    expect(answer.headers).toMatchObject({ 'content-type': 'application/pdf' });
    expect(
      Buffer.from(answer.body ?? '', 'base64')
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  });

  it('is not there for a parcel that is not, nor for a buyer', async () => {
    const { id } = await packed(test.table);
    const params = { id, parcelId: id.replace('ful_', 'par_').replace(/1$/, '101') };
    expect(await callHandler(getLabel, { params })).toMatchObject({ status: 404 });
    expect(await callHandler(getLabel, { params, roles: ['storefront'] })).toMatchObject({ status: 403 });
  });
});

describe('a tracker', () => {
  const deliver = async (carrier: string, raw: string, headers: Record<string, string>) => {
    const event = {
      pathParameters: { carrier },
      headers,
      body: raw,
      isBase64Encoded: false,
      routeKey: '$default',
    };
    const answer = (await receive(
      event as unknown as APIGatewayProxyEventV2,
      { awsRequestId: 'r' } as Context,
    )) as APIGatewayProxyStructuredResultV2;
    return { status: answer.statusCode, body: JSON.parse(answer.body ?? '{}') };
  };

  it('tells of a parcel by its own name of the carrier; the same event twice moves it once', async () => {
    await describeCarrier(test.table, 'usps', { locations: ['nowhere'], trackerNames: { easypost: 'USPS' } });
    const { id, order } = await packed(test.table);
    const trackingNumber = `9400${Date.now()}`;
    await step(ship, id, { carrier: 'usps', trackingNumber });
    const at = new Date().toISOString();
    const result = {
      object: 'Tracker',
      tracking_code: trackingNumber,
      carrier: 'usps',
      tracking_details: [{ status: 'in_transit', datetime: at }],
    };
    const raw = JSON.stringify({ id: `evt_${Date.now()}`, description: 'tracker.updated', result });
    const headers = {
      'x-hmac-signature': `hmac-sha256-hex=${createHmac('sha256', 'local-secret').update(raw).digest('hex')}`,
    };
    const first = await deliver('easypost', raw, headers);
    expect(first).toMatchObject({ status: 202, body: { accepted: true } });
    expect(await deliver('easypost', raw, headers)).toMatchObject({ status: 202, body: { duplicate: true } });
    expect(await deliver('easypost', `${raw} `, headers)).toMatchObject({ status: 401 });
    const message = { detail: { inbox: 'carrier', deliveryKey: first.body.deliveryId } };
    expect(await consume(applyEvent, message, message)).toBe(0);
    expect(await reload(test.table, order)).toMatchObject({
      fulfilments: [{ parcels: [{ status: 'in_transit' }] }],
    });
  });

  it('that we do not know has no door', async () => {
    expect(await deliver('dhl', '{}', {})).toMatchObject({ status: 404 });
  });
});
