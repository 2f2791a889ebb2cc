import type { SkuStock } from '../inventory/effects/load-stock-store.ts';
import { stockByLocation } from '../inventory/stock-by-location.ts';
import type { Errand } from './errand.ts';
import { daysBetween, leavingDay, localTime } from './leaving-day.ts';
import { cannotHandle, type Network, type Place, unknownPlace } from './place.ts';
import type { SourcingRules } from './sourcing-rules.ts';
import { applyingWishes, parcelWish, unitWish } from './wishes.ts';
import { rateOf, zoneOf } from './zones-and-rates.ts';

/** Why a location is not asked at all. */
export const REFUSALS = [
  'inactive',
  'rejected_it',
  'not_the_pickup_store',
  'excluded',
  'no_rate',
  'no_capacity',
  'no_stock',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** The cost of a parcel and what it is made of, in minor units. */
export type ParcelCost = {
  postage: number;
  perKg: number;
  delay: number;
  late: number;
  preference: number;
};

/** A location and what it could do for an errand. */
export type Candidate = {
  locationId: string;
  /** Why it is not asked; it then has nothing to give. */
  refusal?: Refusal;
  zone?: string;
  /** The day on which it would leave, by the location's calendar. */
  leavesOn?: string;
  costs: ParcelCost;
  /** Units it may give of each wanted SKU, in the errand's order. */
  available: readonly number[];
  /** What a unit adds, in thousandths of a minor unit. */
  unit: readonly number[];
};

/** The optimiser's scale: postage is exact to the gram. */
export const PER_MINOR = 1000;

/** A cost for people and for the record; the table keeps no number beyond what is exact. */
export const inMinor = (cost: number): number =>
  Math.min(Math.round(cost / PER_MINOR), Number.MAX_SAFE_INTEGER);

const NOTHING: ParcelCost = { postage: 0, perKg: 0, delay: 0, late: 0, preference: 0 };

/** All locations that are known or have some of the goods, by id, each with what it could do and what that costs. */
export const candidatesFor = (
  errand: Errand,
  stock: ReadonlyMap<string, SkuStock>,
  network: Network,
): Candidate[] => {
  const rows = stockByLocation(errand.goods.flatMap(({ sku }) => stock.get(sku)?.stock ?? []));
  const zone = zoneOf(network.rules, errand.destination);
  const wishes = applyingWishes(network.rules, errand, zone);
  const ids = [...new Set([...rows.keys(), ...network.places.keys()])].sort();
  return ids.map((id) => {
    const place = network.places.get(id) ?? unknownPlace(id);
    const units = errand.goods.map(({ sku }) => rows.get(id)?.unitsOf(sku) ?? 0);
    const given = errand.goods.map(({ sku, traits }, at) =>
      cannotHandle(place, traits) || unitWish(wishes, id, sku).excluded ? 0 : (units[at] ?? 0),
    );
    const leavesOn = leavingDay(place, errand.at, network.loads);
    // The buyer fetches it there.
    const isThere =
      errand.pickupLocationId !== undefined && (!errand.toStore || errand.pickupLocationId === id);
    const rate = isThere ? NO_POSTAGE : rateOf(network.rules, place, zone);
    const preferred = parcelWish(wishes, errand, id, network.rules);
    const refusal = refusalOf(place, errand, {
      excluded: preferred.excluded,
      rated: rate !== undefined,
      leaves: leavesOn !== undefined,
      has: given.some((each) => each > 0),
    });
    const base = {
      locationId: id,
      ...(zone === undefined ? {} : { zone }),
      ...(leavesOn === undefined ? {} : { leavesOn }),
    };
    if (refusal || !rate || leavesOn === undefined)
      return {
        ...base,
        refusal: refusal ?? 'no_capacity',
        costs: NOTHING,
        available: given.map(() => 0),
        unit: given.map(() => 0),
      };
    return {
      ...base,
      costs: {
        postage: rate.parcel,
        perKg: rate.perKg,
        ...waiting(place, errand, leavesOn, network.rules),
        preference: preferred.worth,
      },
      available: given,
      unit: errand.goods.map(
        ({ sku, weightGrams }) => rate.perKg * weightGrams + PER_MINOR * unitWish(wishes, id, sku).worth,
      ),
    };
  });
};

/** Who fetches it themselves pays no postage. */
const NO_POSTAGE = { parcel: 0, perKg: 0 };

const refusalOf = (
  { id, active }: Place,
  { rejectedBy, excluded, pickupLocationId, toStore }: Errand,
  is: { excluded: boolean; rated: boolean; leaves: boolean; has: boolean },
): Refusal | undefined => {
  if (!active) return 'inactive';
  if (rejectedBy.includes(id)) return 'rejected_it';
  if (pickupLocationId !== undefined && pickupLocationId !== id && !toStore) return 'not_the_pickup_store';
  if (excluded.includes(id) || is.excluded) return 'excluded';
  if (!is.rated) return 'no_rate';
  if (!is.leaves) return 'no_capacity';
  return is.has ? undefined : 'no_stock';
};

const waiting = (
  place: Place,
  { at, promisedShipBy }: Errand,
  leavesOn: string,
  { delayPerDay, latePerDay }: SourcingRules,
): Pick<ParcelCost, 'delay' | 'late'> => {
  const today = localTime(at, place.timeZone).day;
  const promised = localTime(promisedShipBy, place.timeZone).day;
  // An order that is overdue already is late everywhere; only the days from now on can be chosen.
  const due = promised < today ? today : promised;
  return {
    delay: delayPerDay * daysBetween(today, leavesOn),
    late: latePerDay * Math.max(0, daysBetween(due, leavesOn)),
  };
};

/** What a parcel from a candidate costs before its weight, in minor units. */
export const parcelCost = ({ costs }: Candidate): number =>
  costs.postage + costs.delay + costs.late + costs.preference;
