import { createHash } from 'node:crypto';
import type { CarrierPort } from './carrier-port.ts';

/** Twelve digits that are always the same for the same text. */
const digitsOf = (text: string): string =>
  String(createHash('sha256').update(text).digest().readBigUInt64BE() % 10n ** 12n).padStart(12, '0');

/**
 * A carrier that exists in this program only, for trying out and for tests. It numbers by the reference, so that the
 * same order gets the same numbers, and forgets nothing because it remembers nothing.
 */
export const simulatedCarrier: CarrierPort = {
  requestWaybill: async ({ reference, parcels }) => ({
    numbers: parcels.map((_, at) => `SIM${digitsOf(`${reference} ${at}`)}`),
  }),
  withdrawWaybill: async () => 'withdrawn',
};
