import * as z from 'zod';

const HOUR = 3_600_000;

/** RFC 3339 with an offset or Z, as a client may send it. */
export const instantSchema = z.iso.datetime({ offset: true });

/** RFC 3339 UTC with milliseconds, as the system writes every instant. */
export const instant = (at: Date): string => at.toISOString();

/** The instant some hours later. */
export const hoursAfter = (from: string, hours: number): string =>
  new Date(Date.parse(from) + hours * HOUR).toISOString();

/** The instant some seconds later. */
export const secondsAfter = (from: Date, seconds: number): string =>
  new Date(from.getTime() + seconds * 1000).toISOString();

/** Seconds since 1970, as DynamoDB's time to live wants them. */
export const epochSeconds = (at: Date): number => Math.floor(at.getTime() / 1000);
