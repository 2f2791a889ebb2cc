import { LocalRequestError } from '../local-api/types.ts';
import type { LocalSchedule } from '../model.ts';

/** The target's input with the `<aws.scheduler.…>` words replaced; without an input, what Scheduler sends by itself. */
export function inputOf(
  schedule: LocalSchedule,
  arn: string,
  due: Date,
  executionId: string,
  attempt: number,
): unknown {
  if (schedule.input === undefined) return {};
  const text = schedule.input
    .replaceAll('<aws.scheduler.schedule-arn>', arn)
    .replaceAll('<aws.scheduler.scheduled-time>', instant(due))
    .replaceAll('<aws.scheduler.execution-id>', executionId)
    .replaceAll('<aws.scheduler.attempt-number>', String(attempt));
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Whole seconds as AWS writes them; a time given by hand keeps its fraction. */
export const instant = (at: Date) => at.toISOString().replace('.000Z', 'Z');

const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

/** The time in the body of a manual run. @throws {LocalRequestError} for anything else than an optional RFC 3339 time. */
export function readNow(body: unknown): Date | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body !== 'object' || Array.isArray(body)) throw new LocalRequestError('The body is no object.');
  const unknown = Object.keys(body).find((name) => name !== 'now');
  if (unknown !== undefined) throw new LocalRequestError(`The field "${unknown}" is not known.`);
  const value = (body as { now?: unknown }).now;
  if (value === undefined) return undefined;
  const time = typeof value === 'string' && RFC_3339.test(value) ? new Date(value) : undefined;
  if (!time || Number.isNaN(time.getTime())) {
    throw new LocalRequestError('"now" is no RFC 3339 time, such as 2026-11-30T09:00:00Z.');
  }
  return time;
}
