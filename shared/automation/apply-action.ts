import { releaseFulfilment } from '../fulfilment/release-fulfilment.ts';
import type { Actor } from '../kernel/actor.ts';
import { hoursAfter } from '../kernel/clock.ts';
import { newId, type Random } from '../kernel/ids.ts';
import { isProblem, type Problem } from '../kernel/problem.ts';
import { addNote } from '../orders/add-note.ts';
import { assignOrder } from '../orders/assign-order.ts';
import { cancelOrder } from '../orders/cancel-order.ts';
import { changeTags, tagsWith } from '../orders/change-tags.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import { openHolds } from '../orders/holds.ts';
import type { Order } from '../orders/order.ts';
import { placeHold } from '../orders/place-hold.ts';
import { releaseHold } from '../orders/release-hold.ts';
import type { Action } from './automation-rule.ts';
import { confirmByRule } from './confirm-by-rule.ts';

/** What an action knows beside the order; `by` is the rule with the roles of its author. */
export type ActionContext = DecisionContext & { by: Actor; random: Random };

type Decided = Decision | Problem | 'nothing';

/** Decides what an action makes of an order, by the decision that a person's own operation takes. */
export const applyAction = (order: Order, action: Action, context: ActionContext): Decided => {
  switch (action.do) {
    case 'hold':
      return hold(order, action, context);
    case 'release_holds':
      return inTurn(
        order,
        openHolds(order).filter(({ kind }) => kind === action.kind),
        (now, { id }) => releaseHold(now, id, action.note, context),
      );
    case 'release_fulfilments':
      return inTurn(
        order,
        order.fulfilments.filter(({ status }) => status === 'allocated'),
        (now, { id }) => releaseFulfilment(now, id, context),
      );
    case 'tag':
      return changeTags(order, tagsWith(order, { add: action.tags }), context);
    case 'untag':
      return changeTags(order, tagsWith(order, { remove: action.tags }), context);
    case 'note':
      return addNote(order, { id: idOf('note', context), text: action.text }, context);
    case 'notify':
      return notify(order, action, context);
    case 'assign':
      return assignOrder(order, action, context);
    case 'confirm':
      return confirmByRule(order, action.note, context);
    case 'cancel':
      return cancelOrder(order, action.reason, context);
  }
};

const idOf = (prefix: 'hld' | 'note', { at, random }: ActionContext): string =>
  newId(prefix, new Date(at), random);

/** A rule does not pile up holds: while one of its own of this kind is open, there is nothing to add. */
const hold = (
  order: Order,
  { kind, reason, answerInHours, assignee }: Extract<Action, { do: 'hold' }>,
  context: ActionContext,
): Decided => {
  if (openHolds(order).some((each) => each.kind === kind && each.placedBy === context.actor))
    return 'nothing';
  return placeHold(
    order,
    {
      id: idOf('hld', context),
      kind,
      reason,
      ...(answerInHours === undefined ? {} : { dueAt: hoursAfter(context.at, answerInHours) }),
      ...(assignee === undefined ? {} : { assignee }),
    },
    context,
  );
};

/** Asks for the message by an event, which the notifications' queue takes like any other; words and addresses stay here. */
const notify = (
  order: Order,
  { to, template, message }: Extract<Action, { do: 'notify' }>,
  { at, actor }: ActionContext,
): Decision => {
  const isAddress = to.includes('@');
  const data = { to: isAddress ? 'address' : to, ...(template === undefined ? {} : { template }) };
  const kept = { ...(isAddress ? { address: to } : {}), ...(message === undefined ? {} : { message }) };
  return { next: order, events: [{ type: 'notification_requested', at, actor, data, kept }] };
};

/** The same for each part, one after the other, as one decision; the first refusal is the answer. */
const inTurn = <T>(
  order: Order,
  parts: readonly T[],
  decide: (order: Order, part: T) => Decided,
): Decided => {
  let whole: Decision | 'nothing' = 'nothing';
  for (const part of parts) {
    const decided = decide(whole === 'nothing' ? order : whole.next, part);
    if (isProblem(decided)) return decided;
    if (decided !== 'nothing') whole = joined(whole, decided);
  }
  return whole;
};

/** Two decisions, the second taken on what the first left, as one. */
export const joined = (first: Decision | 'nothing', second: Decision): Decision =>
  first === 'nothing'
    ? second
    : {
        next: second.next,
        events: [...first.events, ...second.events],
        also: [...(first.also ?? []), ...(second.also ?? [])],
      };
