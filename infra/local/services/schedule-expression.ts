import { Cron } from 'croner';

/** When a schedule fires next, strictly after `after`; `undefined` when never again. */
export type NextRun = (after: Date) => Date | undefined;

const UNITS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Reads `rate(5 minutes)`, `cron(0 8 ? * MON-FRI *)` or `at(2026-11-30T09:00:00)` of EventBridge Scheduler. A rate counts
 * from `createdAt`; cron and at are wall time in `timezone`.
 *
 * @throws for an expression AWS would refuse.
 */
export function parseExpression(expression: string, timezone: string, createdAt: Date): NextRun {
  const match = /^(rate|cron|at)\((.+)\)$/.exec(expression.trim());
  const body = match?.[2]?.trim() ?? '';
  switch (match?.[1]) {
    case 'rate':
      return rate(body, createdAt);
    case 'cron':
      return cron(body, timezone);
    case 'at':
      return at(body, timezone);
    default:
      throw new Error(`"${expression}" is no schedule expression: rate(…), cron(…) or at(…) is.`);
  }
}

function rate(body: string, createdAt: Date): NextRun {
  const match = /^([1-9]\d*) (minute|hour|day)(s?)$/.exec(body);
  const value = Number(match?.[1]);
  const unit = UNITS[match?.[2] ?? ''];
  if (!unit || !value || (match?.[3] === 's') !== value > 1) {
    throw new Error(
      `rate(${body}): it takes a whole number and minute(s), hour(s) or day(s), singular for 1.`,
    );
  }
  const start = createdAt.getTime();
  return (after) => {
    const passed = Math.max(0, Math.floor((after.getTime() - start) / (value * unit)));
    return new Date(start + (passed + 1) * value * unit);
  };
}

function cron(body: string, timezone: string): NextRun {
  const fields = body.split(/\s+/);
  const [minute, hour, day = '', month, weekday = '', year] = fields;
  if (fields.length !== 6) throw new Error(`cron(${body}): it takes six fields, from minute to year.`);
  if ((day === '?') === (weekday === '?')) {
    throw new Error(`cron(${body}): exactly one of day-of-month and day-of-week is "?".`);
  }
  // AWS counts weekdays from 1 = Sunday; its "last Friday" is 6L, where croner has 6#L.
  const weekdays = weekday === 'L' ? '7' : weekday.replace(/^([1-7]|[A-Z]{3})L$/i, '$1#L').replace('?', '*');
  const job = new Cron(`0 ${minute} ${hour} ${day.replace('?', '*')} ${month} ${weekdays} ${year}`, {
    timezone,
    paused: true,
    alternativeWeekdays: true,
    sloppyRanges: true,
  });
  return (after) => job.nextRun(after) ?? undefined;
}

function at(body: string, timezone: string): NextRun {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(body)) {
    throw new Error(`at(${body}): it takes yyyy-mm-ddThh:mm:ss.`);
  }
  const once = new Cron(body, { timezone, paused: true });
  return (after) => once.nextRun(after) ?? undefined;
}
