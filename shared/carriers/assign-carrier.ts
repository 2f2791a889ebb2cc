import { CARRIER_CODE } from '../fulfilment/fulfilment-schema.ts';
import { broughtNumbers, type WaybillWish } from '../fulfilment/new-parcel.ts';
import type { Money } from '../kernel/money.ts';
import { type Problem, problem, validationFailed } from '../kernel/problem.ts';
import type { DecisionContext } from '../orders/decision.ts';
import type { Fulfilment } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import { type Carrier, isAsked } from './carrier.ts';
import { chooseService, type WishOutcome } from './choose-service.ts';
import type { Candidate, Shipment } from './price-service.ts';
import { type ShippingFacts, shipmentOf } from './shipment-of.ts';

/** Who takes the parcels, with which service, and whether the carrier's API has to be asked for their numbers. */
export type Assignment = {
  carrier: string;
  service?: string;
  asked: boolean;
  cost?: Money;
  wish?: WishOutcome;
};

/** Refusals name so many services; the whole list is the rates' answer. */
const NAMED = 20;

/**
 * Who takes a fulfilment: the carrier that the warehouse names, else the choice among the merchant's carriers. A
 * location for which nobody has described one keeps to the buyer's wish and the policy's carrier. What a described
 * carrier cannot carry it does not get, whoever says so, unless its paper is there already.
 */
export const assignCarrier = (
  order: Order,
  fulfilment: Fulfilment,
  wish: WaybillWish,
  facts: ShippingFacts,
  { at, policy }: DecisionContext,
): Assignment | Problem => {
  const { carriers } = facts;
  const service = wish.service === undefined ? {} : { service: wish.service };
  const buyersWish = order.body.delivery.carrierWish;
  const serving = carriers.filter(
    ({ active, locations }) => active && (locations?.includes(fulfilment.locationId) ?? true),
  );
  if (wish.carrier === undefined && serving.length === 0)
    return { carrier: asCode(buyersWish) ?? policy.fulfilment.defaultCarrier, ...service, asked: false };
  const shipment = shipmentOf(order, fulfilment, facts, { readyAt: at });
  const rates = policy.review.cnyRates;
  if (wish.carrier === undefined) {
    const choice = chooseService(carriers.map(only(wish.service)), shipment, rates, buyersWish);
    return choice.chosen
      ? assigned(carriers, choice.chosen, choice.wish)
      : noCarrier(shipment, choice.candidates);
  }
  const named = carriers.find(({ id }) => id === wish.carrier);
  if (!named || broughtNumbers(wish)) return { carrier: wish.carrier, ...service, asked: false };
  if (wish.service !== undefined && !named.services.some(({ code }) => code === wish.service))
    return validationFailed([
      { path: '/service', code: 'unknown_service', message: 'is no service of this carrier' },
    ]);
  if (named.services.length === 0 && !isAsked(named)) return { carrier: named.id, asked: false };
  const choice = chooseService([{ ...only(wish.service)(named), active: true }], shipment, rates);
  return choice.chosen ? assigned(carriers, choice.chosen) : noCarrier(shipment, choice.candidates);
};

const asCode = (wish: string | undefined): string | undefined => {
  const code = wish?.trim().toLowerCase();
  return code !== undefined && CARRIER_CODE.test(code) ? code : undefined;
};

const only =
  (service: string | undefined) =>
  (carrier: Carrier): Carrier =>
    service === undefined
      ? carrier
      : { ...carrier, services: carrier.services.filter(({ code }) => code === service) };

const assigned = (
  carriers: readonly Carrier[],
  { carrier, service, cost }: Candidate,
  wish?: WishOutcome,
): Assignment => ({
  carrier,
  service,
  asked: carriers.some((each) => each.id === carrier && isAsked(each)),
  ...(cost ? { cost } : {}),
  ...(wish ? { wish } : {}),
});

const noCarrier = ({ to }: Shipment, candidates: readonly Candidate[]): Problem =>
  problem(409, 'no_carrier', 'No carrier can take it', {
    detail: `No service carries these goods to ${to.city}, ${to.country}. Name a carrier with a waybill number, or describe one.`,
    extra: {
      candidates: candidates.slice(0, NAMED).map(({ carrier, service, reasons }) => ({
        carrier,
        service,
        reasons,
      })),
    },
  });
