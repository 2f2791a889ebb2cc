import { randomUUID } from 'node:crypto';
import type { CarrierPort, WaybillAnswer } from '../carrier-port.ts';
import {
  isAlreadyOrdered,
  readSfAnswer,
  type SfAccount,
  type SfResult,
  sfForm,
  sfNumbers,
  sfOrder,
  sfWithdrawal,
} from '../sf-express-message.ts';

/** A call that takes longer is given up; the queue brings the work again. */
const PATIENCE_MS = 8_000;
const CANCEL = 2;

/**
 * SF Express by its open platform. The reference is the platform's `orderId`, which it takes once: an order whose
 * answer was lost is refused as known when it is asked for again, and is then looked up instead of being booked anew.
 */
export const sfExpress = (account: SfAccount, now: () => Date): CarrierPort => {
  const call = async (serviceCode: string, message: unknown): Promise<SfResult> => {
    const response = await fetch(account.endpoint, {
      method: 'POST',
      body: sfForm(account, { serviceCode, message, requestId: randomUUID(), now: now() }),
      signal: AbortSignal.timeout(PATIENCE_MS),
      // A redirect would carry the order to somebody else.
      redirect: 'error',
    });
    if (!response.ok) throw new Error(`SF Express answers HTTP ${response.status}.`);
    return readSfAnswer(await response.text());
  };
  const lookUp = async (orderId: string, parcels: number): Promise<WaybillAnswer> =>
    sfNumbers(await call('EXP_RECE_SEARCH_ORDER_RESP', { orderId, searchType: '1' }), parcels);
  return {
    requestWaybill: async (order) => {
      const { reference, parcels } = order;
      const result = await call('EXP_RECE_CREATE_ORDER', sfOrder(account, order));
      return isAlreadyOrdered(result) ? lookUp(reference, parcels.length) : sfNumbers(result, parcels.length);
    },
    withdrawWaybill: async (orderId) =>
      sfWithdrawal(await call('EXP_RECE_UPDATE_ORDER', { orderId, dealType: CANCEL })),
  };
};
