import type { Errand } from './errand.ts';
import type { SourcingRules, Wish } from './sourcing-rules.ts';

/** What wishes say of a location. */
type Wished = { excluded: boolean; worth: number };

const names = <T>(list: readonly T[] | undefined, value: T | undefined): boolean =>
  !list || (value !== undefined && list.includes(value));

/** The wishes whose conditions an errand meets. */
export const applyingWishes = (
  { wishes }: SourcingRules,
  { channel, shopId, method }: Errand,
  zone: string | undefined,
): Wish[] =>
  wishes.filter(
    (wish) =>
      names(wish.channels, channel) &&
      names(wish.shopIds, shopId) &&
      names(wish.methods, method) &&
      names(wish.zones, zone),
  );

const said = (wishes: readonly Wish[], id: string, worthOf: (wish: Wish) => number): Wished => ({
  excluded: wishes.some(({ exclude, only }) => exclude?.includes(id) || (only && !only.includes(id))),
  worth: wishes.reduce(
    (sum, wish) => (wish.prefer && !wish.prefer.includes(id) ? sum + worthOf(wish) : sum),
    0,
  ),
});

/** What is wished of every parcel, by the rules and by the order itself. */
export const parcelWish = (
  wishes: readonly Wish[],
  { preferred }: Errand,
  id: string,
  { preferenceWorth }: SourcingRules,
): Wished => {
  const worthOf = ({ worth = preferenceWorth }: Wish): number => worth;
  const { excluded, worth } = said(
    wishes.filter(({ skus }) => !skus),
    id,
    worthOf,
  );
  const own = preferred.length > 0 && !preferred.includes(id) ? preferenceWorth : 0;
  return { excluded, worth: worth + own };
};

/** What is wished of a unit of some goods. */
export const unitWish = (wishes: readonly Wish[], id: string, sku: string): Wished =>
  said(
    wishes.filter(({ skus }) => skus?.includes(sku)),
    id,
    ({ worth = 0 }) => worth,
  );
