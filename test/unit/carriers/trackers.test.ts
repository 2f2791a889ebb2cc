import { createHash, createHmac } from 'node:crypto';
import { trackerForm } from '../../../shared/carriers/trackers/all-trackers.ts';
import { TRACKER_DOORS } from '../../../shared/carriers/trackers/tracker-doors.ts';
import { isProblem } from '../../../shared/kernel/problem.ts';

const read = (tracker: string, body: unknown) => trackerForm(tracker)?.read(body);
const NOW = new Date();

/** As the trackers' own documents show them. */
const KUAIDI100 = {
  status: 'polling',
  billstatus: 'got',
  message: '',
  lastResult: {
    message: 'ok',
    state: '3',
    status: '200',
    condition: 'F00',
    ischeck: '1',
    com: 'yuantong',
    nu: 'V030344422',
    data: [
      { context: '客户签收', time: '2024-07-03 16:33:19', ftime: '2024-07-03 16:33:19', status: '签收' },
      { context: '派件中', time: '2024-07-03 09:00:00', ftime: '2024-07-03 09:00:00', status: '派件' },
      { context: '已揽收', time: '2024-07-01 20:00:00', ftime: '2024-07-01 20:00:00', status: '揽收' },
    ],
  },
};

const EASYPOST = {
  description: 'tracker.updated',
  mode: 'production',
  previous_attributes: { status: 'unknown' },
  id: 'evt_123',
  object: 'Event',
  result: {
    id: 'trk_123',
    object: 'Tracker',
    tracking_code: '9400110898825022579493',
    status: 'out_for_delivery',
    carrier: 'USPS',
    updated_at: '2024-07-03T10:00:00Z',
    tracking_details: [
      {
        object: 'TrackingDetail',
        message: 'Label created',
        status: 'pre_transit',
        datetime: '2024-07-01T00:00:00Z',
      },
      {
        object: 'TrackingDetail',
        message: 'Arrived',
        status: 'in_transit',
        datetime: '2024-07-02T09:00:00Z',
      },
      {
        object: 'TrackingDetail',
        message: 'Out',
        status: 'out_for_delivery',
        datetime: '2024-07-03T09:00:00Z',
      },
    ],
  },
};

const AFTERSHIP = {
  ts: 1_720_000_000,
  event: 'tracking_update',
  event_id: '0c1f1a5e-0000-4000-8000-000000000001',
  is_tracking_first_tag: true,
  msg: {
    id: 'abc',
    tracking_number: '7777',
    slug: 'fedex',
    tag: 'Exception',
    subtag: 'Exception_011',
    checkpoints: [
      {
        slug: 'fedex',
        tag: 'InTransit',
        subtag: 'InTransit_002',
        checkpoint_time: '2024-07-01T10:00:00+02:00',
      },
      {
        slug: 'fedex',
        tag: 'AttemptFail',
        subtag: 'AttemptFail_001',
        checkpoint_time: '2024-07-02T10:00:00',
      },
      { slug: 'fedex', tag: 'Exception', subtag: 'Exception_011', checkpoint_time: '2024-07-03T10:00:00Z' },
      { slug: 'fedex', tag: 'InTransit', subtag: 'InTransit_001', checkpoint_time: 'soon' },
    ],
  },
};

describe('what a tracker tells', () => {
  it('kuaidi100: Beijing’s times, the newest first, in Chinese words', () => {
    expect(read('kuaidi100', KUAIDI100)).toEqual({
      carrierName: 'yuantong',
      trackingNumber: 'V030344422',
      scans: [
        { status: 'picked_up', at: '2024-07-01T12:00:00.000Z' },
        { status: 'out_for_delivery', at: '2024-07-03T01:00:00.000Z' },
        { status: 'delivered', at: '2024-07-03T08:33:19.000Z' },
      ],
    });
  });

  it.each([
    ['101', undefined],
    ['103', 'picked_up'],
    ['1002', 'in_transit'],
    ['304', 'delivered'],
    ['205', 'exception'],
    ['401', 'exception'],
    ['501', 'out_for_delivery'],
    ['4', 'returned'],
    ['14', 'exception'],
    ['999', undefined],
  ])('kuaidi100’s code %s is %s', (statusCode, status) => {
    const data = [{ ftime: '2024-07-03 16:33:19', status: '在途', statusCode }];
    const told = read('kuaidi100', { lastResult: { ...KUAIDI100.lastResult, data } });
    expect(told?.scans.map((scan) => scan.status)).toEqual(status ? [status] : []);
  });

  it('easypost: what has not moved yet is left out', () => {
    expect(read('easypost', EASYPOST)).toEqual({
      carrierName: 'USPS',
      trackingNumber: '9400110898825022579493',
      scans: [
        { status: 'in_transit', at: '2024-07-02T09:00:00.000Z' },
        { status: 'out_for_delivery', at: '2024-07-03T09:00:00.000Z' },
      ],
    });
    expect(read('easypost', { ...EASYPOST, result: { object: 'Batch', id: 'batch_1' } })).toBeUndefined();
  });

  it('aftership: finer where it is finer; a time without a zone is UTC, one that is none is left out', () => {
    expect(read('aftership', AFTERSHIP)).toEqual({
      carrierName: 'fedex',
      trackingNumber: '7777',
      scans: [
        { status: 'picked_up', at: '2024-07-01T08:00:00.000Z' },
        { status: 'exception', at: '2024-07-02T10:00:00.000Z' },
        { status: 'returned', at: '2024-07-03T10:00:00.000Z' },
      ],
    });
  });

  it('knows no other, whatever it is called', () => {
    expect([trackerForm('dhl'), trackerForm('toString'), trackerForm('__proto__')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('a tracker’s signature', () => {
  const secret = 'local-secret';
  const raw = Buffer.from(JSON.stringify(EASYPOST));
  const param = JSON.stringify(KUAIDI100);
  const form = (text: string, salt: string) =>
    Buffer.from(
      new URLSearchParams({
        sign: createHash('md5')
          .update(text + salt)
          .digest('hex')
          .toUpperCase(),
        param,
      }).toString(),
    );

  it('easypost: hexadecimal in a header', () => {
    const { verify } = TRACKER_DOORS.easypost;
    const signature = (key: string) =>
      `hmac-sha256-hex=${createHmac('sha256', key).update(raw).digest('hex')}`;
    expect(verify({ 'x-hmac-signature': signature(secret) }, raw, secret, NOW)).toBeUndefined();
    for (const headers of [{}, { 'x-hmac-signature': '' }, { 'x-hmac-signature': signature('other') }])
      expect(verify(headers, raw, secret, NOW)).toMatchObject({ status: 401 });
    expect(verify({ 'x-hmac-signature': signature('') }, raw, undefined, NOW)).toMatchObject({ status: 401 });
  });

  it('aftership: base64 in a header', () => {
    const { verify } = TRACKER_DOORS.aftership;
    const signature = createHmac('sha256', secret).update(raw).digest('base64');
    expect(verify({ 'aftership-hmac-sha256': signature }, raw, secret, NOW)).toBeUndefined();
    expect(verify({ 'aftership-hmac-sha256': signature }, Buffer.from('{}'), secret, NOW)).toMatchObject({
      status: 401,
    });
  });

  it('kuaidi100: in the form, over its JSON; the same text is the same delivery', () => {
    const { verify, json, idOf } = TRACKER_DOORS.kuaidi100;
    const body = form(param, secret);
    expect(verify({}, body, secret, NOW)).toBeUndefined();
    expect(verify({}, form(param, 'other'), secret, NOW)).toMatchObject({ status: 401 });
    expect(verify({}, Buffer.from('{}'), secret, NOW)).toMatchObject({ status: 401 });
    const text = json?.(body);
    if (!text || isProblem(text)) throw new Error('no JSON');
    expect(text.toString()).toBe(param);
    expect(idOf({}, text)).toBe(idOf({}, Buffer.from(param)));
    expect(idOf({}, text)).not.toBe(idOf({}, Buffer.from('{}')));
  });
});
