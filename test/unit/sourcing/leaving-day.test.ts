import { daysBetween, leavingDay, localTime } from '../../../shared/sourcing/leaving-day.ts';
import { loadName, type Place, unknownPlace } from '../../../shared/sourcing/place.ts';

const NONE = new Map<string, number[]>();
const place = (change: Partial<Place> = {}): Place => ({ ...unknownPlace('main'), ...change });

// A Friday.
const MORNING = '2026-03-06T08:00:00.000Z';

describe('the day on which goods leave', () => {
  it('is today where nothing is said', () => {
    expect(leavingDay(place(), MORNING, NONE)).toBe('2026-03-06');
  });

  it('is the next day from the cut-off on, told in the location’s own time', () => {
    const shanghai = place({ cutOff: '16:00', timeZone: 'Asia/Shanghai' });
    expect(leavingDay(shanghai, '2026-03-06T07:59:59.000Z', NONE)).toBe('2026-03-06');
    expect(leavingDay(shanghai, '2026-03-06T08:00:00.000Z', NONE)).toBe('2026-03-07');
    expect(leavingDay(shanghai, '2026-03-06T16:30:00.000Z', NONE)).toBe('2026-03-07');
  });

  it('is no day off, and a working day after the cut-off of the last', () => {
    const office = place({ cutOff: '12:00', workingDays: [1, 2, 3, 4, 5], holidays: ['2026-03-09'] });
    expect(leavingDay(office, MORNING, NONE)).toBe('2026-03-06');
    expect(leavingDay(office, '2026-03-06T12:00:00.000Z', NONE)).toBe('2026-03-10');
    expect(leavingDay(office, '2026-03-07T08:00:00.000Z', NONE)).toBe('2026-03-10');
  });

  it('is the first day that is not full', () => {
    const small = place({ dailyCapacity: 2 });
    const loads = new Map([
      [loadName('main', '2026-03-06'), [2]],
      [loadName('main', '2026-03-07'), [1]],
    ]);
    expect(leavingDay(small, MORNING, loads)).toBe('2026-03-07');
    expect(leavingDay(place({ dailyCapacity: 0 }), MORNING, NONE)).toBeUndefined();
  });

  it('counts days over the changes of summer time', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(localTime('2026-03-29T00:59:00.000Z', 'Europe/London')).toEqual({
      day: '2026-03-29',
      time: '00:59',
    });
    expect(localTime('2026-03-29T01:00:00.000Z', 'Europe/London')).toEqual({
      day: '2026-03-29',
      time: '02:00',
    });
    expect(localTime('2026-03-28T23:30:00.000Z', 'Asia/Shanghai').day).toBe('2026-03-29');
  });
});
