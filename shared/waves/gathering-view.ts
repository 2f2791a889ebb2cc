import type { Gathering, GatheringStatus } from './gathering.ts';
import { isThrough, type Member, progressOf } from './member.ts';

/** What lists say of a wave or manifest. */
export const gatheringSummary = ({ members, most, kind: _, ...gathering }: Gathering) => ({
  ...gathering,
  maxOrders: most,
  orders: members.length,
});

/** One whose fulfilments are all through is closed, also while the sweep has not written it down yet. */
const statusOf = ({ status }: Gathering, members: readonly Member[]): GatheringStatus =>
  status === 'open' && isThrough(members) ? 'closed' : status;

/** A wave or manifest with its fulfilments, each where it stands now. */
export const gatheringView = (gathering: Gathering, members: readonly Member[]) => ({
  ...gatheringSummary(gathering),
  status: statusOf(gathering, members),
  progress: progressOf(members),
  fulfilments: members.map(({ fulfilment, ...member }) => ({
    ...member,
    ...(fulfilment
      ? {
          orderId: fulfilment.orderId,
          orderNumber: fulfilment.orderNumber,
          status: fulfilment.status,
          lines: fulfilment.lines,
          parcels: fulfilment.parcels.map(({ id, carrier, trackingNumber, status, weightGrams }) => ({
            id,
            carrier,
            trackingNumber,
            status,
            ...(weightGrams === undefined ? {} : { weightGrams }),
          })),
          ...(fulfilment.exception === undefined ? {} : { exception: fulfilment.exception }),
        }
      : {}),
  })),
});
