import { putCarrierSchema } from '../../../shared/carriers/carrier-schema.ts';
import { nextDeparture } from '../../../shared/carriers/next-departure.ts';
import { zoneOf } from '../../../shared/carriers/zone-of.ts';
import { A_CARRIER } from '../../e2e/lawful-carrier.ts';
import { aCarrier } from './carrier-cases.ts';

describe('the next departure', () => {
  it.each([
    ['before the cut-off: today', '18:00', undefined, '2024-07-01T09:59:59.000Z', '2024-07-01T10:00:00.000Z'],
    [
      'after the cut-off: tomorrow',
      '18:00',
      undefined,
      '2024-07-01T10:00:00.001Z',
      '2024-07-02T10:00:00.000Z',
    ],
    [
      'on the weekend: Monday',
      '18:00',
      [1, 2, 3, 4, 5],
      '2024-07-05T11:00:00.000Z',
      '2024-07-08T10:00:00.000Z',
    ],
    [
      'once a week, just missed: in a week',
      '18:00',
      [1],
      '2024-07-01T11:00:00.000Z',
      '2024-07-08T10:00:00.000Z',
    ],
    [
      'without a cut-off: the day’s end',
      undefined,
      [2],
      '2024-07-01T01:00:00.000Z',
      '2024-07-02T15:59:00.000Z',
    ],
    ['without either: at once', undefined, undefined, '2024-07-01T01:00:00.000Z', '2024-07-01T01:00:00.000Z'],
  ])('is, %s', (_, cutOff, days, readyAt, expected) => {
    const service = { ...(cutOff ? { cutOff } : {}), ...(days ? { days } : {}) };
    expect(nextDeparture(service, 'Asia/Shanghai', readyAt)).toBe(expected);
  });

  it('keeps the clock’s time when the clocks are changed', () => {
    const leaves = (readyAt: string) => nextDeparture({ cutOff: '18:00' }, 'Europe/Berlin', readyAt);
    expect(leaves('2024-03-30T17:30:00.000Z')).toBe('2024-03-31T16:00:00.000Z');
    expect(leaves('2024-10-26T16:30:00.000Z')).toBe('2024-10-27T17:00:00.000Z');
  });
});

describe('a zone', () => {
  const carrier = aCarrier({
    zones: [
      { id: 'north only', from: ['north'], areas: [{ country: 'CN' }] },
      { id: 'lanes', areas: [{ country: 'GB', postcodes: ['SW1', 'EC'] }] },
      {
        id: 'delta',
        areas: [
          { country: 'CN', region: '浙江' },
          { country: 'CN', region: '上海市' },
        ],
      },
      { id: 'town', areas: [{ country: 'CN', region: '广东省', city: '深圳' }] },
      { id: 'rest', areas: [{ country: 'CN' }] },
    ],
  });
  it.each([
    ['delta', { country: 'CN', province: '浙江省', city: '杭州市' }],
    ['delta', { country: 'CN', province: ' 上海 ', city: '上海市' }],
    ['town', { country: 'CN', province: '广东', city: '深圳市' }],
    ['rest', { country: 'CN', province: '广东省', city: '广州市' }],
    ['lanes', { country: 'GB', province: 'London', city: 'London', postalCode: 'sw1a 1aa' }],
    ['lanes', { country: 'GB', province: 'London', city: 'London', postalCode: 'ＥＣ1' }],
    [undefined, { country: 'GB', province: 'London', city: 'London', postalCode: 'W1' }],
    [undefined, { country: 'GB', province: 'London', city: 'London' }],
  ])('is %s', (expected, to) => {
    expect(zoneOf(carrier, 'main', to)?.id).toBe(expected);
  });

  it('may hold for some locations only; the first that fits counts', () => {
    expect(zoneOf(carrier, 'north', { country: 'CN', province: '浙江', city: '杭州' })?.id).toBe(
      'north only',
    );
  });
});

describe('a carrier’s document', () => {
  const errorsOf = (change: object): string[] =>
    putCarrierSchema.safeParse({ ...A_CARRIER, ...change }).error?.issues.map(({ path }) => path.join('/')) ??
    [];
  const [zone] = A_CARRIER.zones;
  const [service] = A_CARRIER.services;
  const [rate] = service?.rates ?? [];

  it('is taken when it is whole', () => {
    expect(errorsOf({})).toEqual([]);
  });

  it.each([
    ['two zones of one name', { zones: [zone, zone] }, ['zones/1/id']],
    ['two services of one code', { services: [service, service] }, ['services/1/code']],
    [
      'two prices for one zone',
      { services: [{ ...service, rates: [rate, rate] }] },
      ['services/0/rates/1/zone'],
    ],
    ['a price for no zone', { zones: [] }, ['services/0/rates/0/zone']],
    ['a time zone that is none', { timeZone: 'Mars/Olympus' }, ['timeZone']],
    ['a cut-off that is none', { services: [{ ...service, cutOff: '25:00' }] }, ['services/0/cutOff']],
    [
      'too many areas in all',
      {
        zones: Array.from({ length: 6 }, (_, id) => ({
          id: String(id),
          areas: Array(99).fill({ country: 'CN' }),
        })),
        services: [],
      },
      ['zones'],
    ],
  ])('is refused with %s', (_, change, paths) => {
    expect(errorsOf(change)).toEqual(paths);
  });
});
