/**
 * Two commands at once on one order, after a random beginning: whoever is first, both are answered without a 5xx, and
 * stock, money and states are right afterwards. And the dry run of any amendment, in whatever state the order is. How to
 * run and extend this: `operations.test.ts`.
 */
import fc from 'fast-check';
import { check, search, sequences } from './check-property.ts';
import { anyOf, CHANGES, stepsOf } from './commands/all.ts';
import { amendDryFirst } from './commands/amend.ts';
import { nothing } from './commands/command.ts';
import { place } from './commands/place.ts';
import { message, sweep } from './commands/time.ts';
import { walk } from './commands/walk.ts';
import { unconditional } from './faults.ts';
import { proveAll, runAtOnce, runSteps } from './run-sequence.ts';
import { startClock, stopClock } from './system/clock.ts';
import { openSystem, type System, tamperWith } from './system/open-system.ts';
import { setup } from './system/setup.ts';

const RUNS = sequences(40);
const DRY_RUNS = sequences(15);
const LIMIT_MS = 120_000 + RUNS * 1500;

let system: System;
beforeAll(async () => {
  startClock();
  system = await openSystem();
}, 60_000);
afterEach(() => tamperWith((command) => command));
afterAll(async () => {
  stopClock();
  await system?.close();
});

const beginning = {
  setup,
  placed: fc.array(place.steps, { minLength: 1, maxLength: 2 }),
  begun: fc.option(walk.steps, { nil: nothing, freq: 8 }),
};

/** Where the other is left out, the same is done twice at once. */
const atOnce = anyOf([...CHANGES, message]);
/** Sometimes a deadline has just passed, and what follows of it waits in a queue. */
const before = fc.option(sweep.steps, { nil: nothing, freq: 1 });
const pairsOf = (minLength: number, maxLength: number) =>
  fc.record({
    ...beginning,
    pairs: fc.array(fc.tuple(before, atOnce, fc.option(atOnce, { nil: undefined, freq: 3 })), {
      minLength,
      maxLength,
    }),
    newestFirst: fc.boolean(),
  });
const pair = pairsOf(2, 3);
/** Of two at once, few want the same of one order: the more of them, the sooner a fault shows. */
const manyPairs = pairsOf(6, 8);
type Pair = typeof pair extends fc.Arbitrary<infer P> ? P : never;

const bothHold = async ({ setup, placed, begun, pairs, newestFirst }: Pair): Promise<void> => {
  const world = await system.begin(setup);
  await runSteps(world, [...placed, begun]);
  for (const [first, one, other] of pairs) {
    await runSteps(world, [first]);
    await runAtOnce(world, one, other ?? one);
  }
  await proveAll(world, newestFirst);
};

describe('any two operations at once', () => {
  it(`keep stock, money and states right (${RUNS} sequences)`, () => check(pair, bothHold, RUNS), LIMIT_MS);

  it(
    'are found out by a store without conditions',
    async () => {
      tamperWith(unconditional);
      const { failed } = await search(manyPairs, bothHold, { runs: 100, shrink: false });
      expect(failed).toBe(true);
    },
    LIMIT_MS,
  );
});

const amendments = fc.record({
  ...beginning,
  before: stepsOf(CHANGES, 0, 2),
  amendments: fc.array(amendDryFirst.steps, { minLength: 2, maxLength: 4 }),
});

describe('the dry run of any amendment', () => {
  it(
    `says what the real one then says, and writes nothing (${DRY_RUNS} sequences)`,
    () =>
      check(
        amendments,
        async ({ setup, placed, begun, before, amendments }) => {
          const world = await system.begin(setup);
          await runSteps(world, [...placed, begun, ...before, ...amendments]);
        },
        DRY_RUNS,
      ),
    LIMIT_MS,
  );
});
