import { hoursAfter } from '../kernel/clock.ts';
import type { OrderLine } from '../orders/order.ts';
import type { Production } from '../orders/production.ts';
import { isAwaitedProduction } from '../orders/production.ts';
import type { Policy } from '../policies/policy.ts';
import { dayAfter, daysBetween, localTime } from '../sourcing/leaving-day.ts';

/** No calendar has this many days off in a row; one that does never ends. */
const HORIZON_DAYS = 3 * 366;

const HOURS_PER_DAY = 24;

/** Monday is 1, Sunday is 7. */
const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

/**
 * The moment some working days later, at the same time of day, by the policy's calendar of the workshop: days off and
 * holidays do not count.
 */
export const workingDaysAfter = (
  at: string,
  days: number,
  { production }: Pick<Policy, 'production'>,
): string => {
  const { workingDays, holidays, timeZone } = production;
  const { day: today } = localTime(at, timeZone);
  let day = today;
  let left = days;
  for (let ahead = 1; left > 0 && ahead <= HORIZON_DAYS; ahead++) {
    day = dayAfter(today, ahead);
    if (workingDays.includes(weekday(day)) && !holidays.includes(day)) left -= 1;
  }
  return hoursAfter(at, daysBetween(today, day) * HOURS_PER_DAY);
};

type Lines = readonly Pick<OrderLine, 'madeToOrder'>[];

/** The longest lead time of some lines, in working days; 0 where nothing is made to order. */
export const leadDaysOf = (lines: Lines): number =>
  lines.reduce((longest, { madeToOrder }) => Math.max(longest, madeToOrder?.leadDays ?? 0), 0);

/** When an order's goods are promised to leave: the shop's usual time, or what is made to order, if that takes longer. */
export const promiseOf = (
  lines: Lines,
  since: string,
  policy: Pick<Policy, 'production' | 'shipping'>,
): string => {
  const usual = hoursAfter(since, policy.shipping.promiseHours);
  const leadDays = leadDaysOf(lines);
  const made = leadDays > 0 ? workingDaysAfter(since, leadDays, policy) : since;
  return made > usual ? made : usual;
};

/**
 * Since when the warehouse could have sent goods that are made to order: not before they are there, nor before they
 * were expected. Undefined where nothing is waited for.
 */
export const madeSince = (productions: readonly Production[] | undefined): string | undefined =>
  (productions ?? [])
    .filter(({ status }) => status !== 'cancelled')
    .map((each) => (isAwaitedProduction(each) ? each.expectedAt : (each.readyAt ?? each.expectedAt)))
    .sort()
    .at(-1);
