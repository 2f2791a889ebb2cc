import { externalIdKey, numberKey, trackingKey } from '../../shared/orders/order-keys.ts';
import type { WholeOrder } from './order-partition.ts';
import { difference, type Item, type Reference } from './report.ts';

/**
 * The unique keys an order must own. Since each key is one item and leads to one order, no two orders can pass with the
 * same number, external id or waybill.
 */
export const orderReferences = ({ head, fulfilments }: WholeOrder): Reference[] => {
  const own = (what: string, key: Reference['key'], fits: (item: Item) => boolean): Reference => ({
    key,
    wrong: (item) =>
      item && fits(item)
        ? undefined
        : difference(
            `ORDER#${head.id} HEAD`,
            item
              ? `${what} stands for ${item.orderId ?? 'nothing'}, not for this order`
              : `${what} has no key: another order could take it`,
            `${key.pk} ${key.sk}`,
          ),
  });
  return [
    own(`the number ${head.number}`, numberKey(head.number), ({ orderId }) => orderId === head.id),
    ...(head.externalId === undefined
      ? []
      : [
          own(
            `the external id ${head.externalId}`,
            externalIdKey(head.channel, head.externalId, head.shopId),
            ({ orderId, placing }) => orderId === head.id && !placing,
          ),
        ]),
    ...fulfilments.flatMap(({ id, parcels }) =>
      parcels.map((parcel) =>
        own(
          `the waybill ${parcel.trackingNumber}`,
          trackingKey(parcel.carrier, parcel.trackingNumber),
          ({ orderId, fulfilmentId, parcelId }) =>
            orderId === head.id && fulfilmentId === id && parcelId === parcel.id,
        ),
      ),
    ),
  ];
};
