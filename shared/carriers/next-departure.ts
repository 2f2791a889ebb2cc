import type { Service } from './carrier.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Whether the runtime knows a time zone of this name. */
export const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
};

/** What a clock of the zone shows, as if it were UTC: milliseconds since 1970. */
const wallClock = (at: number, timeZone: string): number => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
};

/** The instant at which a clock of the zone shows this; the second look finds the side of a change of the clocks. */
const instantOf = (wall: number, timeZone: string): number => {
  const near = wall - (wallClock(wall, timeZone) - wall);
  return wall - (wallClock(near, timeZone) - near);
};

const isoWeekday = (wall: number): number => new Date(wall).getUTCDay() || 7;

/**
 * When what is ready now leaves with a service: at its next cut-off on one of its days, by the carrier's clock; at once
 * where it has neither.
 */
export const nextDeparture = (
  { cutOff, days }: Pick<Service, 'cutOff' | 'days'>,
  timeZone: string,
  readyAt: string,
): string => {
  if (cutOff === undefined && days === undefined) return readyAt;
  const ready = Date.parse(readyAt);
  const [hours = 0, minutes = 0] = (cutOff ?? '23:59').split(':').map(Number);
  const today = Math.floor(wallClock(ready, timeZone) / DAY) * DAY;
  // Every weekday comes within a week; the eighth day is today's, once its own hour is over.
  for (let day = 0; day <= 7; day++) {
    const wall = today + day * DAY + (hours * 60 + minutes) * MINUTE;
    const leaves = instantOf(wall, timeZone);
    if (leaves >= ready && (days === undefined || days.includes(isoWeekday(wall))))
      return new Date(leaves).toISOString();
  }
  throw new Error(`No departure within a week after ${readyAt}.`);
};
