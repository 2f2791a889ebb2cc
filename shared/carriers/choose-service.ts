import { type CnyRates, convertAmount } from '../kernel/convert-amount.ts';
import type { Carrier } from './carrier.ts';
import { type Candidate, isLate, priceService, type Reason, type Shipment } from './price-service.ts';

/** What became of the buyer's wish, and why where it could not be. */
export type WishOutcome = {
  asked: string;
  honoured: boolean;
  why?: readonly (Reason | 'unknown_carrier' | 'not_active')[];
};

/** All services with their prices, best first, the one to take, and what became of the wish. */
export type Choice = { candidates: readonly Candidate[]; chosen?: Candidate; wish?: WishOutcome };

/** Costs of carriers with several currencies are compared in this one. */
const COMMON = 'CNY';

/**
 * Chooses the service for a shipment: the cheapest that can carry it and is in time; where none is in time, the one
 * that arrives first (a parcel that is late already must leave all the same). The buyer's wish goes before the price,
 * not before the limits or the promise. Ties: earlier arrival, then the carrier's and the service's name.
 */
export const chooseService = (
  carriers: readonly Carrier[],
  shipment: Shipment,
  rates: CnyRates,
  wish?: string,
): Choice => {
  const candidates = carriers
    .filter(({ active }) => active)
    .flatMap((carrier) => carrier.services.map((service) => priceService(carrier, service, shipment, rates)));
  const possible = candidates.filter(({ reasons }) => reasons.every(isLate));
  const inTime = possible.filter(({ reasons }) => reasons.length === 0);
  const pool = inTime.length > 0 ? [...inTime].sort(byCost(rates)) : [...possible].sort(byArrival(rates));
  const wished = wish === undefined ? undefined : honour(carriers, candidates, pool, wish);
  const chosen = wished?.candidate ?? pool[0];
  const rest = candidates.filter((each) => !pool.includes(each)).sort(byCost(rates));
  return {
    candidates: [...pool, ...rest],
    ...(chosen ? { chosen } : {}),
    ...(wished ? { wish: wished.outcome } : {}),
  };
};

const honour = (
  carriers: readonly Carrier[],
  candidates: readonly Candidate[],
  pool: readonly Candidate[],
  asked: string,
): { candidate?: Candidate; outcome: WishOutcome } => {
  const carrier = carriers.find((each) => isNamed(each, asked));
  if (!carrier) return { outcome: { asked, honoured: false, why: ['unknown_carrier'] } };
  if (!carrier.active) return { outcome: { asked, honoured: false, why: ['not_active'] } };
  const candidate = pool.find((each) => each.carrier === carrier.id);
  if (candidate) return { candidate, outcome: { asked, honoured: true } };
  const own = candidates.filter((each) => each.carrier === carrier.id);
  const why = [...new Set(own.flatMap(({ reasons }) => reasons))];
  return { outcome: { asked, honoured: false, why } };
};

/** Whether a wish means this carrier: its id or its name, however written. */
const isNamed = ({ id, name }: Carrier, wish: string): boolean => {
  const asked = wish.normalize('NFKC').trim().toLowerCase();
  return asked === id || asked === name.normalize('NFKC').trim().toLowerCase();
};

type Order = (one: Candidate, other: Candidate) => number;

const text = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** What a currency without a rate costs in another nobody knows: it goes last. */
const commonCost = ({ cost }: Candidate, rates: CnyRates): number =>
  (cost && convertAmount(cost.amount, cost.currency, COMMON, rates)) ?? Number.MAX_SAFE_INTEGER;

const byName: Order = (one, other) => text(one.carrier, other.carrier) || text(one.service, other.service);

const arrival: Order = (one, other) => text(one.arrivesAt ?? '~', other.arrivesAt ?? '~');

const byCost =
  (rates: CnyRates): Order =>
  (one, other) =>
    commonCost(one, rates) - commonCost(other, rates) || arrival(one, other) || byName(one, other);

const byArrival =
  (rates: CnyRates): Order =>
  (one, other) =>
    arrival(one, other) || byCost(rates)(one, other);
