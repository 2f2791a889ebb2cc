import { claimNumbers, numberInUse } from '../../fulfilment/effects/parcel-store.ts';
import { orderIdOfPart } from '../../kernel/ids.ts';
import { busy, isProblem, notFound, type Problem, problem } from '../../kernel/problem.ts';
import { loadExternalLocations } from '../../locations/effects/location-store.ts';
import { changeOrder, type DecideLater } from '../../orders/effects/change-order.ts';
import type { Order } from '../../orders/order.ts';
import type { Deps } from '../../runtime/deps.ts';
import { hashOf } from '../../runtime/idempotency.ts';
import { transact } from '../../runtime/transact.ts';
import { pickAndMove } from '../../sourcing/effects/pick-and-move.ts';
import { rejectFrom } from '../../sourcing/effects/reject-from.ts';
import type { Confirmation, TakenConfirmation } from '../confirmation-message.ts';
import {
  allPicked,
  alreadyKnown,
  type ConfirmedStep,
  confirmedFulfilment,
  packOrShip,
  stepsOf,
  withPickedAsOf,
} from '../confirmation-steps.ts';
import { CONFIRMATION_LABEL, confirmationWrite, findConfirmation } from './confirmation-store.ts';

/** Problems that pass by themselves: whoever brought the confirmation brings it again. */
const PASSING = new Set(['version_conflict', 'busy']);
const TAKEN = problem(409, 'already_taken', 'This confirmation was applied meanwhile');

/**
 * Applies what an outside warehouse says, by the decisions that people's steps are taken by: one commit for each step
 * that it stands for, the last with the confirmation itself, so that it has its effect once. What cannot be applied is
 * kept with the reason, and tried again when it comes again or the order changes. A problem is answered only for
 * what passes by itself, or for a message id that was used for something else.
 */
export const takeConfirmation = async (
  deps: Deps,
  confirmation: Confirmation,
  correlationId?: string,
): Promise<TakenConfirmation | Problem> => {
  const { fulfilmentId, messageId } = confirmation;
  const orderId = orderIdOfPart('ful', fulfilmentId);
  if (orderId === undefined) return notFound('fulfilment');
  const key = { orderId, fulfilmentId, messageId };
  const known = await findConfirmation(deps.table, key);
  if (known && hashOf(sorted(known.confirmation)) !== hashOf(sorted(confirmation)))
    return problem(409, 'message_id_reused', 'This messageId stands for another confirmation', {
      detail: 'Each confirmation of a fulfilment has a messageId of its own.',
    });
  if (known && known.status !== 'refused') return known;
  const receivedAt = known?.receivedAt ?? deps.now().toISOString();
  const taken = await applied(deps, orderId, { confirmation, receivedAt }, correlationId);
  if (!isProblem(taken)) return taken;
  if (taken.code === TAKEN.code) return (await findConfirmation(deps.table, key)) ?? busy();
  if (PASSING.has(taken.code) || taken.status >= 500) return taken;
  const refused: TakenConfirmation = {
    confirmation,
    receivedAt,
    status: 'refused',
    code: taken.code,
    detail:
      taken.errors?.map(({ path, message }) => `${path} ${message}`).join('; ') ??
      taken.detail ??
      taken.title,
  };
  if (known && known.code === refused.code && known.detail === refused.detail) return known;
  const { committed } = await transact(deps.table, [confirmationWrite(orderId, refused)], deps.random);
  return committed ? refused : ((await findConfirmation(deps.table, key)) ?? busy());
};

const sorted = (value: object): unknown =>
  Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));

const applied = async (
  deps: Deps,
  orderId: string,
  told: Pick<TakenConfirmation, 'confirmation' | 'receivedAt'>,
  correlationId: string | undefined,
): Promise<TakenConfirmation | Problem> => {
  const { confirmation } = told;
  if (!(await loadExternalLocations(deps.table)).has(confirmation.locationId))
    return problem(409, 'not_external', 'The location’s work is not done by an outside system');
  const steps = stepsOf(confirmation);
  let changed = confirmation.type === 'accepted';
  const result = (): TakenConfirmation => ({ ...told, status: changed ? 'applied' : 'unchanged' });
  for (const step of steps) {
    const isLast = step === steps.at(-1);
    const decide = decisionOf(deps, confirmation, step);
    const before = changed;
    const after: Order | Problem = await changeOrder(
      deps,
      orderId,
      async (order, context) => {
        const decision = await decide(order, context);
        changed = before || (decision !== 'nothing' && !isProblem(decision));
        return decision;
      },
      {
        actor: `warehouse:${confirmation.locationId}`,
        ...(correlationId === undefined ? {} : { correlationId }),
        remember: () => (isLast ? [confirmationWrite(orderId, result())] : []),
        refuse: (failed) =>
          failed.some(({ label }) => label === CONFIRMATION_LABEL)
            ? TAKEN
            : numberInUse(failed, confirmation.fulfilmentId),
      },
    );
    if (isProblem(after)) return after;
  }
  return result();
};

const decisionOf =
  (deps: Deps, confirmation: Confirmation, step: ConfirmedStep): DecideLater =>
  async (order, context) => {
    const fulfilment = confirmedFulfilment(order, confirmation);
    if (isProblem(fulfilment)) return fulfilment;
    const known = alreadyKnown(fulfilment, confirmation, step);
    if (known === true || step.step === 'note') return 'nothing';
    if (isProblem(known)) return known;
    if (step.step === 'pick') {
      const picks = step.picks ?? allPicked(fulfilment);
      const decision = await pickAndMove(deps, fulfilment.id, picks)(order, context);
      return withPickedAsOf(decision, confirmation, context.at);
    }
    if (step.step === 'reject') return rejectFrom(deps, fulfilment.id, step.rejection)(order, context);
    const decision = packOrShip(order, confirmation, step, context);
    if (decision === 'nothing' || isProblem(decision)) return decision;
    return { ...decision, also: [...(decision.also ?? []), ...claimNumbers(order, decision.next)] };
  };
