import { packFulfilment } from '../fulfilment/pack-fulfilment.ts';
import type { Pick } from '../fulfilment/pick-fulfilment.ts';
import { shipFulfilment } from '../fulfilment/ship-fulfilment.ts';
import { isProblem, notFound, type Problem, problem } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import type { Box, Fulfilment } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import type { FulfilmentStatus } from '../orders/order-states.ts';
import type { Rejection } from '../sourcing/rejection.ts';
import type { Confirmation } from './confirmation-message.ts';

type Shipped = Extract<Confirmation, { type: 'shipped' }>;

/** How far a fulfilment is; what a confirmation says of an earlier step is known already. */
const PROGRESS: Readonly<Record<FulfilmentStatus, number>> = {
  allocated: 0,
  released: 0,
  exception: 0,
  picked: 1,
  packed: 2,
  waybilled: 2,
  shipped: 3,
  delivered: 4,
  cancelled: 0,
};

/** What is done with a fulfilment, one commit each. `implied` steps are taken only where they have not been. */
export type ConfirmedStep =
  | { step: 'note' }
  | { step: 'pick'; implied: boolean; picks?: readonly Pick[] }
  | { step: 'pack'; implied: boolean; boxes?: readonly Box[] }
  | { step: 'ship' }
  | { step: 'reject'; rejection: Rejection };

/** The steps that a confirmation stands for, the last its own. */
export const stepsOf = (confirmation: Confirmation): ConfirmedStep[] => {
  switch (confirmation.type) {
    case 'accepted':
      return [{ step: 'note' }];
    case 'picked':
      return [{ step: 'pick', implied: false, ...picksOf(confirmation.lines) }];
    case 'packed':
      return [
        { step: 'pick', implied: true },
        { step: 'pack', implied: false, ...boxesOf(confirmation.parcels) },
      ];
    case 'shipped':
      return [
        { step: 'pick', implied: true },
        { step: 'pack', implied: true, ...boxesOf(boxesShipped(confirmation)) },
        { step: 'ship' },
      ];
    case 'rejected': {
      const { code, note, lines } = confirmation;
      const rejection = { code, ...(note === undefined ? {} : { note }), ...(lines ? { lines } : {}) };
      return [{ step: 'reject', rejection }];
    }
    case 'cancelled':
      return [{ step: 'reject', rejection: { code: 'other', note: 'The warehouse gave it up.' } }];
  }
};

const picksOf = (picks: readonly Pick[] | undefined) => (picks ? { picks } : {});
const boxesOf = (
  parcels: readonly { weightGrams?: number | undefined; lines?: Box['lines'] | undefined }[] | undefined,
): { boxes?: readonly Box[] } => {
  const boxes = parcels?.map(({ weightGrams, lines }) => ({
    ...(weightGrams === undefined ? {} : { weightGrams }),
    ...(lines ? { lines } : {}),
  }));
  // A box of which nothing is said is what packing means anyway.
  return boxes && !(boxes.length === 1 && Object.keys(boxes[0] ?? {}).length === 0) ? { boxes } : {};
};
const boxesShipped = ({ parcels }: Shipped) =>
  parcels.some(({ weightGrams, lines }) => weightGrams !== undefined || lines) ? parcels : undefined;

/** The fulfilment that a confirmation is about, or why it is not one of its sender's. */
export const confirmedFulfilment = (order: Order, confirmation: Confirmation): Fulfilment | Problem => {
  const found = order.fulfilments.find(({ id }) => id === confirmation.fulfilmentId);
  if (!found) return notFound('fulfilment');
  if (found.locationId === confirmation.locationId) return found;
  return problem(409, 'other_location', 'It is not this location’s', {
    detail: `The fulfilment is ${found.locationId}’s.`,
  });
};

/**
 * Whether there is nothing to do for a step: it was taken, the fulfilment was taken back meanwhile, or somebody said
 * something newer of it. Goods that left although they had been taken back are a problem that people must see, and so
 * are numbers of parcels that nobody packed.
 */
export const alreadyKnown = (
  fulfilment: Fulfilment,
  confirmation: Confirmation,
  step: ConfirmedStep,
): boolean | Problem => {
  const { status, pickedAsOf = '' } = fulfilment;
  const progress = PROGRESS[status];
  if (status === 'cancelled')
    return confirmation.type === 'shipped'
      ? problem(409, 'fulfilment_cancelled', 'It had been taken back', {
          detail: 'Goods have left that were no longer wanted. Stop the parcel, or take it back as a return.',
        })
      : true;
  switch (step.step) {
    case 'note':
      return true;
    case 'pick':
      if (progress > 1 || (step.implied && (progress > 0 || status === 'exception'))) return true;
      return status === 'exception' && asOf(confirmation) < pickedAsOf;
    case 'pack':
      if (progress > 2 || (step.implied && progress > 1)) return true;
      return step.implied && unpacked(confirmation, step)
        ? problem(409, 'parcels_unknown', 'Nobody said what lies in which parcel', {
            detail: 'Say what was packed, or say it with the parcels that were shipped.',
          })
        : false;
    case 'ship':
      return status === 'delivered';
    case 'reject':
      return false;
  }
};

const unpacked = (confirmation: Confirmation, { boxes }: { boxes?: readonly Box[] }): boolean =>
  confirmation.type === 'shipped' && confirmation.parcels.length > 1 && boxes === undefined;

/** When it happened, as the system writes instants. */
const asOf = ({ at }: Confirmation): string => new Date(at).toISOString();

/** What packing and shipping decide; picking and refusing read stock first and are decided elsewhere. */
export const packOrShip = (
  order: Order,
  confirmation: Confirmation,
  step: Extract<ConfirmedStep, { step: 'pack' | 'ship' }>,
  context: DecisionContext,
): Decision | Problem | 'nothing' => {
  const id = confirmation.fulfilmentId;
  if (step.step === 'pack') return packFulfilment(order, id, context, step.boxes);
  if (confirmation.type !== 'shipped') throw new Error(`A ${confirmation.type} ships nothing.`);
  const trackingNumbers = confirmation.parcels.map(({ trackingNumber }) => trackingNumber);
  return shipFulfilment(order, id, { carrier: confirmation.carrier, trackingNumbers }, context);
};

/** Everything that is to be picked, as picked. */
export const allPicked = ({ lines }: Fulfilment): Pick[] =>
  lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, picked: quantity }));

/**
 * Notes of when a pick was told, so that an older telling of it that comes later is known as one. No later than now: a
 * wrong clock must not silence a warehouse for years.
 */
export const withPickedAsOf = (
  decision: Decision | Problem | 'nothing',
  confirmation: Confirmation,
  now: string,
): Decision | Problem | 'nothing' => {
  if (decision === 'nothing' || isProblem(decision)) return decision;
  const told = asOf(confirmation);
  const pickedAsOf = told > now ? now : told;
  const fulfilments = decision.next.fulfilments.map((each) =>
    each.id === confirmation.fulfilmentId ? { ...each, pickedAsOf } : each,
  );
  return { ...decision, next: { ...decision.next, fulfilments } };
};
