/** Failures after which the queue's own patience takes over, so that its alarms ring. */
export const QUICK_FAILURES = 6;

const LONGEST_SECONDS = 60;

/** Seconds to wait after so many failures in a row: 1, 2, 4 … 60. */
export const backoffSeconds = (failures: number): number =>
  Math.min(LONGEST_SECONDS, 2 ** Math.max(0, failures - 1));
