import { ownTrackingNumber } from './tracking-number.ts';

/**
 * What a carrier does for a waybill when nobody brought a number: it numbers the parcel by rule, without being asked
 * over the network. A carrier that must be asked is asked by the door, before the decision (never inside a
 * transaction), and its number comes in as the given one.
 */
export type CarrierPort = {
  numberParcel: (parcel: { orderNumber: string; ordinal: number }) => string;
};

const simulator: CarrierPort = {
  numberParcel: ({ orderNumber, ordinal }) => ownTrackingNumber(orderNumber, ordinal),
};

/** Carriers with a port of their own; every other carrier's parcels carry our own numbers. */
const PORTS: ReadonlyMap<string, CarrierPort> = new Map([['generic', simulator]]);

/** The port of a carrier by its code. */
export const carrierPort = (carrier: string): CarrierPort => PORTS.get(carrier) ?? simulator;
