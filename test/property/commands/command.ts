import fc from 'fast-check';
import type { Order } from '../../../shared/orders/order.ts';
import type { Said } from '../system/call.ts';
import type { World } from '../system/world.ts';

/** One command of a sequence, with everything that chance has chosen; it prints as `name(arguments)`. */
export type Step = { name: string; run: (world: World) => Promise<void> };

/** Stands where shrinking has found that a step does not matter. */
export const nothing: Step = Object.assign(
  { name: 'nothing', run: async () => undefined },
  { [fc.toStringMethod]: () => 'nothing' },
);

/** A kind of command: how often it comes, and what it does. */
export type Command = { weight: number; steps: fc.Arbitrary<Step> };

/**
 * Makes a kind of command. Its arguments are plain data that say what is meant by small numbers ("the second order, its
 * first payment"), so that every sequence can be run, shrunk and repeated; what they mean is looked up when it runs.
 * Where there is no such thing, it does nothing.
 */
export const command = <A>(
  name: string,
  weight: number,
  args: fc.Arbitrary<A>,
  run: (world: World, args: A) => Promise<void>,
): Command => ({
  weight,
  steps: args.map((chosen) => ({
    name,
    run: (world) => run(world, chosen),
    [fc.toStringMethod]: () => `${name}(${JSON.stringify(chosen)})`,
  })),
});

/** Which order is meant: mostly the first, so that something becomes of it. */
export const whichOrder = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.constant(1) },
  { weight: 1, arbitrary: fc.nat(5) },
);
/** Which of an order's parts is meant. */
export const which = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3) });
/** One in so many times. */
export const rarely = (outOf: number): fc.Arbitrary<boolean> => fc.nat(outOf - 1).map((n) => n === outOf - 1);

/** Twice with one Idempotency-Key. */
export const twice = rarely(6);

/** Who asks, and what they read before: mostly staff who say nothing of it. */
export type Caller = { who: 'staff' | 'buyer' | 'stranger'; read: 'nothing' | 'this' | 'earlier' };

export const anyCaller: fc.Arbitrary<Caller> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Caller>({ who: 'staff', read: 'nothing' }) },
  {
    weight: 1,
    arbitrary: fc.record<Caller>({
      who: fc.constantFrom('staff', 'buyer', 'stranger'),
      read: fc.constantFrom('nothing', 'this', 'earlier'),
    }),
  },
);

/** How a caller's request says so. */
export const asCaller = (
  { head }: Order,
  { who, read }: Caller,
): Pick<Said, 'roles' | 'customerId' | 'ifMatch'> => ({
  ...(who === 'staff'
    ? {}
    : { roles: ['storefront'], customerId: who === 'buyer' ? head.customerId : 'cus_SOMEBODYELSE' }),
  ...(read === 'nothing' ? {} : { ifMatch: head.version - (read === 'this' ? 0 : 1) }),
});
