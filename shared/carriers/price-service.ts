import type { Trait } from '../catalog/product.ts';
import { hoursAfter } from '../kernel/clock.ts';
import { type CnyRates, convertAmount } from '../kernel/convert-amount.ts';
import { type Money, money } from '../kernel/money.ts';
import type { Carrier, Rate, Service, ServiceMethod } from './carrier.ts';
import { nextDeparture } from './next-departure.ts';
import { type Destination, zoneOf } from './zone-of.ts';

/** A parcel as prices and limits see it. */
export type Freight = { grams: number; traits: readonly Trait[]; value: Money };

/** What is to be sent, from where to where, and by when. */
export type Shipment = {
  locationId: string;
  to: Destination;
  method: ServiceMethod;
  parcels: readonly Freight[];
  /** Cash to be collected at the door. */
  cod?: Money;
  readyAt: string;
  /** When it is promised to leave. */
  shipBy: string;
  /** When it has to be there, where somebody said so. */
  deliverBy?: string;
};

/** Why a service cannot be taken; `late_…` only counts while another one is in time. */
export const REASONS = [
  'location_not_served',
  'method_not_offered',
  'area_not_served',
  'no_rate',
  'trait_not_carried',
  'too_heavy',
  'too_valuable',
  'no_cash_on_delivery',
  'no_exchange_rate',
  'late_departure',
  'late_arrival',
] as const;
export type Reason = (typeof REASONS)[number];

/** A service, what it would cost, and what speaks against it. */
export type Candidate = {
  carrier: string;
  service: string;
  zone?: string;
  cost?: Money;
  leavesAt: string;
  arrivesAt?: string;
  reasons: readonly Reason[];
};

export const isLate = (reason: Reason): boolean => reason === 'late_departure' || reason === 'late_arrival';

/** Prices one service for a shipment; everything that speaks against it is said, not only the first. */
export const priceService = (
  carrier: Carrier,
  service: Service,
  shipment: Shipment,
  rates: CnyRates,
): Candidate => {
  const { locationId, to, parcels, cod, readyAt, shipBy, deliverBy } = shipment;
  const zone = zoneOf(carrier, locationId, to);
  const rate = service.rates.find((each) => each.zone === zone?.id);
  const leavesAt = nextDeparture(service, carrier.timeZone, readyAt);
  const arrivesAt = rate && hoursAfter(leavesAt, rate.transitHours);
  const values = parcels.map(({ value }) =>
    convertAmount(value.amount, value.currency, carrier.currency, rates),
  );
  const toCollect = cod && convertAmount(cod.amount, cod.currency, carrier.currency, rates);
  const cost = rate && costOf(service, rate, parcels, toCollect);
  const { maxGrams, maxValue, traits } = service;
  const against: Record<Reason, boolean> = {
    location_not_served: carrier.locations !== undefined && !carrier.locations.includes(locationId),
    method_not_offered: !service.methods.includes(shipment.method),
    area_not_served: zone === undefined,
    no_rate: zone !== undefined && rate === undefined,
    trait_not_carried: parcels.some((each) => each.traits.some((trait) => !traits.includes(trait))),
    too_heavy:
      (maxGrams !== undefined && parcels.some(({ grams }) => grams > maxGrams)) ||
      (rate !== undefined && cost === undefined),
    too_valuable: maxValue !== undefined && values.some((value) => value !== undefined && value > maxValue),
    no_cash_on_delivery: cod !== undefined && !service.cod,
    no_exchange_rate:
      (maxValue !== undefined && values.includes(undefined)) ||
      (cod !== undefined && service.cod && toCollect === undefined),
    late_departure: leavesAt > shipBy,
    late_arrival: deliverBy !== undefined && arrivesAt !== undefined && arrivesAt > deliverBy,
  };
  return {
    carrier: carrier.id,
    service: service.code,
    ...(zone ? { zone: zone.id } : {}),
    ...(cost === undefined ? {} : { cost: money(cost, carrier.currency) }),
    leavesAt,
    ...(arrivesAt === undefined ? {} : { arrivesAt }),
    reasons: REASONS.filter((reason) => against[reason]),
  };
};

/** In minor units of the carrier's currency; undefined for a weight that the rate does not go up to. */
const costOf = (
  service: Service,
  rate: Rate,
  parcels: readonly Freight[],
  toCollect: number | undefined,
): number | undefined => {
  const each = parcels.map((parcel) => parcelCost(service, rate, parcel));
  if (each.includes(undefined)) return undefined;
  const { codFee } = service;
  const collecting =
    toCollect === undefined || !codFee
      ? 0
      : Math.max(codFee.minimum, Math.ceil(Number((toCollect * codFee.rate).toPrecision(12))));
  return each.reduce<number>((sum, cost) => sum + (cost ?? 0), collecting);
};

const parcelCost = (
  { traitFees }: Service,
  { first, further }: Rate,
  { grams, traits }: Freight,
): number | undefined => {
  const above = Math.max(0, grams - first.grams);
  if (above > 0 && !further) return undefined;
  const steps = further ? Math.ceil(above / further.grams) : 0;
  const fees = traits.reduce((sum, trait) => sum + (traitFees[trait] ?? 0), 0);
  return first.amount + steps * (further?.amount ?? 0) + fees;
};
