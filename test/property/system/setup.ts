import fc from 'fast-check';
import type { Setup } from './world.ts';

/** What a sequence's orders have in common: mostly a plain shop whose buyers pay first. */
export const setup: fc.Arbitrary<Setup> = fc.record({
  shop: fc.constantFrom('plain', 'plain', 'careful', 'net', 'moving'),
  terms: fc.constantFrom('prepaid', 'prepaid', 'prepaid', 'cod', 'credit'),
  projected: fc.nat(5).map((n) => n === 5),
});
