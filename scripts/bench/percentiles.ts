/** What is said of the latencies of one run, in milliseconds, and how many ended in a second. */
export type Speed = { p50: number; p95: number; p99: number; mean: number; perSecond: number };

/** Of latencies in milliseconds that were measured over so many seconds. */
export function speedOf(latencies: readonly number[], seconds: number): Speed {
  const sorted = [...latencies].sort((a, b) => a - b);
  return {
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    mean: sorted.reduce((sum, each) => sum + each, 0) / sorted.length,
    perSecond: sorted.length / seconds,
  };
}

/** The middle of some figures. */
export const median = (figures: readonly number[]): number =>
  percentile(
    [...figures].sort((a, b) => a - b),
    0.5,
  );

/** The smallest figure that this share of all does not exceed. */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
