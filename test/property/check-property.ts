import { performance } from 'node:perf_hooks';
import fc from 'fast-check';

/** How long a failing sequence is made shorter before it is shown. */
const SHRINK_MS = 45_000;

const numberOf = (name: string): number | undefined =>
  process.env[name] === undefined ? undefined : Number(process.env[name]);

/** How many sequences are run: `OMS_SEQUENCES`, or what the test itself says. */
export const sequences = (usually: number): number => numberOf('OMS_SEQUENCES') ?? usually;

/** What a search for a failing sequence ends with; `report` says how to run it again. */
export type Found = { failed: boolean; report: string; runs: number };

/**
 * Runs a property over random sequences, with the seed and path of `OMS_SEED` and `OMS_PATH` where they are given. A
 * failure is shrunk for a bounded time.
 */
export const search = async <T>(
  what: fc.Arbitrary<T>,
  holds: (value: T) => Promise<void>,
  { runs, shrink = true }: { runs: number; shrink?: boolean },
): Promise<Found> => {
  let failedAt: number | undefined;
  const property = fc.asyncProperty(what, async (value) => {
    if (failedAt !== undefined && performance.now() - failedAt > SHRINK_MS) return;
    await holds(value).catch((error: unknown) => {
      failedAt ??= performance.now();
      throw error;
    });
  });
  const seed = numberOf('OMS_SEED');
  const path = process.env.OMS_PATH;
  const details = await fc.check(property, {
    numRuns: runs,
    ...(shrink ? {} : { endOnFailure: true }),
    ...(seed === undefined ? {} : { seed }),
    ...(path === undefined ? {} : { path }),
  });
  const again = `OMS_SEED=${details.seed} OMS_PATH=${details.counterexamplePath ?? ''}`;
  const report = details.failed
    ? `${details.errorInstance}\n\n${await fc.asyncDefaultReportMessage(details)}\n\nTo run it again: ${again} npm test -- test/property`
    : '';
  return { failed: details.failed, report, runs: details.numRuns };
};

/** The same, as a test: a failing sequence fails it, with all that is needed to run it again. */
export const check = async <T>(
  what: fc.Arbitrary<T>,
  holds: (value: T) => Promise<void>,
  runs: number,
): Promise<void> => {
  const { failed, report } = await search(what, holds, { runs });
  if (failed) throw new Error(report);
};
