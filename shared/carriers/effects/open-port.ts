import * as z from 'zod';
import { readSecret } from '../../runtime/secrets.ts';
import type { Table } from '../../runtime/table.ts';
import type { CarrierPort } from '../carrier-port.ts';
import { sfAccountSchema } from '../sf-express-message.ts';
import { simulatedCarrier } from '../simulated-carrier.ts';
import { findCarrier } from './carrier-store.ts';
import { sfExpress } from './sf-express.ts';

/** How a carrier is spoken to; undefined when it is not, or not any more. */
export type OpenPort = (carrier: string) => Promise<CarrierPort | undefined>;

const accountsSchema = z.record(z.string(), z.unknown());

/**
 * The real ports, by the carrier's document and its account in the secret `carrier-accounts`. Throws where an account is
 * missing or not whole: the work waits in the queue until somebody has written it.
 */
export const realPorts =
  (table: Table, now: () => Date): OpenPort =>
  async (carrier) => {
    const connection = (await findCarrier(table, carrier))?.connection;
    if (connection === 'simulator') return simulatedCarrier;
    if (connection !== 'sf-express') return undefined;
    const accounts = accountsSchema.parse(JSON.parse(await readSecret('CARRIER_ACCOUNTS_ID', now())));
    if (!Object.hasOwn(accounts, carrier))
      throw new Error(`There is no account with the carrier ${carrier}.`);
    return sfExpress(sfAccountSchema.parse(accounts[carrier]), now);
  };
