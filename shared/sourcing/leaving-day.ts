import { freeCounter } from './capacity.ts';
import type { Network, Place } from './place.ts';

/** How far ahead a day is looked for; a location that can do nothing for so long cannot do it. */
const HORIZON_DAYS = 60;
const DAY_MS = 86_400_000;

/** Where nothing else is said. */
const DEFAULT_ZONE = 'UTC';

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known) return known;
  // Swedes write dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  formats.set(timeZone, format);
  return format;
};

/** The day and the time of day at a location: `2026-03-01` and `16:05`. */
export const localTime = (at: string, timeZone = DEFAULT_ZONE): { day: string; time: string } => {
  const [day = '', time = ''] = formatOf(timeZone).format(new Date(at)).split(' ');
  return { day, time };
};

/** The day some days after another; both are days of one calendar, without a time. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** How many days one day is after another; negative when it is before. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

/** Monday is 1, Sunday is 7. */
const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

const isWorking = ({ workingDays, holidays }: Place, day: string): boolean =>
  (workingDays?.includes(weekday(day)) ?? true) && !holidays?.includes(day);

/**
 * The first day on which goods asked for now can leave a location, by its own calendar: not after the cut-off, not on a
 * day off, not on a day for which it has as much work as it can do. `undefined` when there is none in sight.
 */
export const leavingDay = (place: Place, at: string, loads: Network['loads']): string | undefined => {
  const { day: today, time } = localTime(at, place.timeZone);
  const first = place.cutOff !== undefined && time >= place.cutOff ? 1 : 0;
  for (let ahead = first; ahead <= HORIZON_DAYS; ahead++) {
    const day = dayAfter(today, ahead);
    if (!isWorking(place, day)) continue;
    if (place.dailyCapacity === undefined || freeCounter(place, day, loads) !== undefined) return day;
  }
  return undefined;
};
