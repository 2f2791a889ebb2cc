import type { Customer, Erasure } from './customer.ts';

/** What stands where a name stood. */
export const ERASED = 'erased';

/**
 * A customer without anything of the person: their id, what was decided about them and what was merged stay, so that
 * orders and sums still lead somewhere.
 */
export const erasedCustomer = (
  { id, version, tier, tierPinned, creditRating, creditLimit, mergedInto, mergedFrom, members }: Customer,
  erasure: Erasure,
): Customer => ({
  id,
  version: version + 1,
  name: ERASED,
  tier,
  ...(tierPinned ? { tierPinned } : {}),
  creditRating,
  ...(creditLimit ? { creditLimit } : {}),
  addresses: [],
  ...(mergedInto === undefined ? {} : { mergedInto }),
  ...(mergedFrom ? { mergedFrom } : {}),
  ...(members ? { members } : {}),
  erasure,
});
