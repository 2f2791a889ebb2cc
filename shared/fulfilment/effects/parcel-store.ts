import { type Problem, problem } from '../../kernel/problem.ts';
import type { Order } from '../../orders/order.ts';
import { trackingKey } from '../../orders/order-keys.ts';
import { readLasting } from '../../runtime/read-lasting.ts';
import type { Table } from '../../runtime/table.ts';
import type { FailedCondition, Write } from '../../runtime/transact.ts';

/** Where a parcel belongs, as its waybill number leads to it. */
export type ParcelPlace = { orderId: string; fulfilmentId: string; parcelId: string };

const LABEL = 'waybill number';

/** The parcel with this waybill number; undefined when nobody has claimed it. */
export const findParcel = async (
  table: Table,
  carrier: string,
  trackingNumber: string,
): Promise<ParcelPlace | undefined> => {
  const item = await readLasting(table, trackingKey(carrier, trackingNumber));
  if (!item) return undefined;
  const { orderId, fulfilmentId, parcelId } = item as ParcelPlace;
  return { orderId, fulfilmentId, parcelId };
};

/** The writes that claim the waybill numbers of parcels that are new; no number stands for two parcels. */
export const claimNumbers = (before: Order, after: Order): Write[] => {
  const known = new Set(before.fulfilments.flatMap(({ parcels }) => parcels.map(({ id }) => id)));
  return after.fulfilments.flatMap(({ id: fulfilmentId, parcels }) =>
    parcels
      .filter(({ id }) => !known.has(id))
      .map(({ id: parcelId, carrier, trackingNumber }): Write => {
        const place: ParcelPlace = { orderId: after.head.id, fulfilmentId, parcelId };
        return {
          label: LABEL,
          put: {
            Item: { ...trackingKey(carrier, trackingNumber), ...place },
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        };
      }),
  );
};

/**
 * The 409 for a waybill number that another parcel has. Undefined when the claim did not fail, or failed because the
 * same step was taken at the same time: reading again shows it done.
 */
export const numberInUse = (
  failed: readonly FailedCondition[],
  fulfilmentId: string,
): Problem | undefined => {
  const claim = failed.find(({ label }) => label === LABEL);
  if (!claim || claim.item?.fulfilmentId === fulfilmentId) return undefined;
  return problem(409, 'tracking_number_in_use', 'Another parcel has this waybill number', {
    detail: 'Each parcel of a carrier has a number of its own. Check it and repeat.',
  });
};
