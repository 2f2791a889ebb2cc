/** What a partition takes: fixed by DynamoDB, whatever the table may take as a whole. */
export const WRITE_UNITS_A_SECOND = 1000;
export const READ_UNITS_A_SECOND = 3000;

const KEPT_SECONDS = 0.1;

/** Units that were taken, and requests that found none left. */
export type Taken = { units: number; throttled: number };

/**
 * The units that each partition has left: every partition key is taken to have a partition to itself, as a hot one gets
 * from DynamoDB in time. What was not used is kept for a tenth of a second and no longer; DynamoDB may lend more for a while.
 */
export function createCapacity(now: () => number, perSecond: number) {
  const most = perSecond * KEPT_SECONDS;
  const buckets = new Map<string, Taken & { left: number; at: number }>();
  const bucketOf = (partition: string) => {
    const bucket = buckets.get(partition) ?? { left: most, at: now(), units: 0, throttled: 0 };
    buckets.set(partition, bucket);
    bucket.left = Math.min(most, bucket.left + ((now() - bucket.at) * perSecond) / 1000);
    bucket.at = now();
    return bucket;
  };
  return {
    /** Whether the partition takes one more request now; a request that is taken is taken whole. */
    has(partition: string): boolean {
      const bucket = bucketOf(partition);
      if (bucket.left > 0) return true;
      bucket.throttled += 1;
      return false;
    },
    take(partition: string, units: number): void {
      const bucket = bucketOf(partition);
      bucket.left -= units;
      bucket.units += units;
    },
    /** The partitions that were used most. */
    busiest: (count: number): { partition: string; units: number; throttled: number }[] =>
      [...buckets]
        .map(([partition, { units, throttled }]) => ({ partition, units, throttled }))
        .sort((one, other) => other.units - one.units)
        .slice(0, count),
  };
}

export type Capacity = ReturnType<typeof createCapacity>;
