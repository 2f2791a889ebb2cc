import fc from 'fast-check';
import { passHours, tick } from '../system/clock.ts';
import { loadHandler } from '../system/load-handler.ts';
import { CONTEXT, deliver } from '../system/queues.ts';
import type { World } from '../system/world.ts';
import { command, rarely } from './command.ts';

const SWEEPS = [
  'sweeps/remind-unpaid-orders',
  'sweeps/watch-shipping',
  'sweeps/chase-silent-parcels',
  'sweeps/complete-delivered-orders',
] as const;

/** Time passes, and a sweep finds what is due by then. */
export const sweep = command(
  'sweep',
  2,
  fc.record({ sweep: fc.nat(3), hours: fc.constantFrom(1, 5, 19, 30, 49, 170) }),
  async (_, { sweep, hours }) => {
    passHours(hours);
    const handler = await loadHandler(SWEEPS[sweep] ?? SWEEPS[0]);
    await handler({ now: new Date().toISOString() } as never, CONTEXT as never);
  },
);

/** Takes one of the waiting messages out of its queue and has it worked on. */
const work = async (world: World, at: number, stays: boolean): Promise<void> => {
  const message = world.waiting[at % world.waiting.length];
  if (!message) return;
  if (!stays) world.waiting.splice(world.waiting.indexOf(message), 1);
  world.delivered.push(message);
  tick();
  await deliver(world, message);
};

/** One message is worked on: not always the oldest, and perhaps it comes once more. */
export const message = command(
  'message',
  5,
  fc.record({ at: fc.nat(6), stays: rarely(4) }),
  (world, { at, stays }) => work(world, at, stays),
);

/** A message that was worked on long ago comes again. */
export const lateMessage = command('lateMessage', 2, fc.nat(30), async (world, at) => {
  const late = world.delivered[at % Math.max(1, world.delivered.length)];
  tick();
  if (late) await deliver(world, late);
});

/** More than any sequence sends: beyond it, messages make messages without end. */
const MOST_MESSAGES = 400;

/** Everything that waits is worked on, and what comes of it: the oldest first, or the newest. */
export const drain = async (world: World, newestFirst: boolean): Promise<void> => {
  for (let count = 0; world.waiting.length > 0; count++) {
    if (count > MOST_MESSAGES) {
      world.faults.push('the queues never come to rest');
      return;
    }
    await work(world, newestFirst ? world.waiting.length - 1 : 0, false);
  }
};

/** The queues are worked off. */
export const rest = command('rest', 7, fc.boolean(), drain);
