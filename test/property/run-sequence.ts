import type { Difference, Item } from '../../scripts/verify/report.ts';
import { verifyTable } from '../../scripts/verify/verify-table.ts';
import type { Step } from './commands/command.ts';
import { drain } from './commands/time.ts';
import { modelFaults } from './model/check-model.ts';
import { readBack, remember } from './system/read-back.ts';
import type { World } from './system/world.ts';

/** Fails with what was noticed so far. */
const must = (world: World, when: string): void => {
  if (world.faults.length > 0) throw new Error(`${when}:\n  ${world.faults.join('\n  ')}`);
};

/** Runs steps one after the other; the first that does what must not be fails. */
export const runSteps = async (world: World, steps: readonly Step[]): Promise<void> => {
  for (const [at, step] of steps.entries()) {
    await step.run(world);
    must(world, `step ${at + 1}, ${step.name}`);
  }
};

/** Runs two steps at once. What each wrote cannot be told apart, so only the answers are judged, and the end. */
export const runAtOnce = async (world: World, one: Step, other: Step): Promise<void> => {
  world.parallel = true;
  await Promise.all([one.run(world), other.run(world)]);
  must(world, `${one.name} ∥ ${other.name}`);
  remember(world, await readBack(world));
  world.parallel = false;
};

const notProjected = ({ look }: Difference): boolean => !/queue (order-index|customer-orders)/.test(look);

async function* each(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

/** Lets everything come to rest; then `npm run verify`'s invariants and the model's must hold of all that was touched. */
export const proveAll = async (world: World, newestFirst: boolean): Promise<void> => {
  await drain(world, newestFirst);
  must(world, 'coming to rest');
  const items = await readBack(world);
  const { differences, pending } = await verifyTable(world.table, new Date(), each(items));
  // Without projections, lists and sums wait for their queues for ever.
  const wrong = world.setup.projected
    ? [...differences, ...pending]
    : differences.concat(pending.filter(notProjected));
  for (const { key, what } of wrong) world.faults.push(`${key}: ${what}`);
  world.faults.push(...modelFaults(world, items));
  must(world, 'at the end');
};
