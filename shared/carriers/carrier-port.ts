import type { Money } from '../kernel/money.ts';

/** Who sends or receives, as carriers want it. */
export type Party = {
  name: string;
  phone?: string;
  country: string;
  province?: string;
  city: string;
  district?: string;
  line1: string;
  line2?: string;
  postalCode?: string;
};

/** What a carrier is told of a fulfilment. `reference` is our name of it: the carrier knows one order by each. */
export type WaybillOrder = {
  reference: string;
  service?: string;
  from: Party;
  to: Party;
  parcels: readonly { grams: number }[];
  contents: readonly { name: string; quantity: number }[];
  cod?: Money;
};

/** One waybill number for each parcel, or why the carrier does not want them. */
export type WaybillAnswer = { numbers: readonly string[] } | { refused: string };

/**
 * What became of taking back: `unknown`, the carrier knows no such order (its request may still be on its way);
 * `kept`, it has the parcel or would not let go.
 */
export type Withdrawal = 'withdrawn' | 'unknown' | { kept: string };

/**
 * A carrier's own API. Both calls may be repeated with the same reference without doing anything twice. What passes by
 * itself (a timeout, a broken connection, a fault on the carrier's side) is thrown; what stands is answered.
 */
export type CarrierPort = {
  requestWaybill(order: WaybillOrder): Promise<WaybillAnswer>;
  withdrawWaybill(reference: string): Promise<Withdrawal>;
};
