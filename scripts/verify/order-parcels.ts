import { namedLine } from '../../shared/fulfilment/named-lines.ts';
import type { Fulfilment } from '../../shared/orders/fulfilment.ts';
import { dueCarrierWork } from '../../shared/orders/waybill-requests.ts';
import type { WholeOrder } from './order-partition.ts';
import { difference, type Finding } from './report.ts';

/**
 * Proves that an order's boxes and parcels hold what was picked, that a request for a waybill that was answered has its
 * parcels, and says what carriers still have to hear.
 */
export const parcelFindings = (order: WholeOrder): Finding[] => [
  ...order.fulfilments.flatMap((fulfilment) => [...contents(fulfilment), ...answered(fulfilment)]),
  ...unheard(order),
];

const keyOf = ({ orderId, id }: Fulfilment): string => `ORDER#${orderId} FULFILMENT#${id}`;

const contents = (fulfilment: Fulfilment): Finding[] => {
  const { lines, boxes, parcels } = fulfilment;
  const packed = (boxes ?? parcels).flatMap((box) => box.lines ?? []);
  if (packed.length === 0) return [];
  return lines.flatMap((line): Finding[] => {
    const { lineId, sku, picked } = line;
    const units = packed
      .filter((each) => namedLine(lines, each) === line)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    return units === picked
      ? []
      : [
          difference(
            keyOf(fulfilment),
            `${lineId} ${sku}: ${picked} were picked, its boxes hold ${units}`,
            'pack-fulfilment.ts',
          ),
        ];
  });
};

const answered = (fulfilment: Fulfilment): Finding[] => {
  const { waybillRequests = [], parcels, status } = fulfilment;
  if (status === 'cancelled') return [];
  return waybillRequests
    .filter(({ state }) => state === 'answered')
    .filter((each) => parcels.filter(({ carrier }) => carrier === each.carrier).length !== each.parcels)
    .map(({ reference }) =>
      difference(
        keyOf(fulfilment),
        `the waybill ${reference} was answered, its parcels are not there`,
        'settle-request.ts',
      ),
    );
};

const unheard = (order: WholeOrder): Finding[] =>
  dueCarrierWork(order).map(({ fulfilment, request, what }) => ({
    severity: 'pending',
    key: keyOf(fulfilment),
    what: `${request.carrier} has to hear of ${request.reference} (${what})`,
    look: 'the queue carrier-requests and its dead letters',
  }));
