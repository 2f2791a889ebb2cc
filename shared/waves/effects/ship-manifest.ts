import { shipFulfilment } from '../../fulfilment/ship-fulfilment.ts';
import { isProblem, notFound, type Problem } from '../../kernel/problem.ts';
import { changeOrder } from '../../orders/effects/change-order.ts';
import type { Deps } from '../../runtime/deps.ts';
import type { Answer } from '../../runtime/http-answer.ts';
import type { Write } from '../../runtime/transact.ts';
import { type LeftBehind, MARKS } from '../gathering.ts';
import { leftTheGathering } from '../left-the-gathering.ts';
import type { Member } from '../member.ts';
import { eachAtOnce } from './each-at-once.ts';
import { endGathering, openGathering } from './end-gathering.ts';
import { findGathering } from './gathering-store.ts';

type Request = {
  params: { id: string };
  actor: { name: string };
  correlationId: string;
  remember: (answer: Answer) => Write[];
};

/**
 * Hands a manifest's parcels over, fulfilment by fulfilment, each by the decision that a single hand-over takes. One
 * that cannot leave stops no other: it is named as left behind, and free for a later manifest. A call that died is
 * repeated, and goes on where the first one stopped.
 */
export const shipManifest = async (request: Request, deps: Deps): Promise<Answer | Problem> => {
  const { params, remember } = request;
  const stored = await findGathering(deps.table, 'manifest', params.id);
  if (!stored) return notFound('manifest');
  const closing = { status: 'closed', remember } as const;
  if (stored.gathering.status === 'closed') return endGathering('manifest', params.id, deps, closing);
  const open = await openGathering('manifest', params.id, deps);
  if (isProblem(open)) return open;
  const tried = await eachAtOnce(open.members, (member) => shipOne(member, request, deps));
  const leftBehind = tried.filter((each) => each !== undefined);
  return endGathering('manifest', params.id, deps, { ...closing, leftBehind });
};

const shipOne = async (
  { fulfilmentId, fulfilment, state, why }: Member,
  { params, actor, correlationId }: Request,
  deps: Deps,
): Promise<LeftBehind | undefined> => {
  if (!fulfilment || state === 'dropped') return { fulfilmentId, code: why ?? 'cancelled' };
  const after = await changeOrder(
    deps,
    fulfilment.orderId,
    (order, context) =>
      leftTheGathering(order, fulfilmentId, MARKS.manifest.attribute, params.id) ??
      hasLeft(order.fulfilments, fulfilmentId) ??
      shipFulfilment(order, fulfilmentId, {}, context),
    { actor: actor.name, correlationId },
  );
  if (!isProblem(after)) return undefined;
  const { code, detail } = after;
  return { fulfilmentId, code, ...(detail === undefined ? {} : { detail }) };
};

/** A carrier's scan may have been faster than the paper. */
const hasLeft = (
  fulfilments: readonly { id: string; status: string }[],
  id: string,
): 'nothing' | undefined =>
  fulfilments.some((each) => each.id === id && (each.status === 'shipped' || each.status === 'delivered'))
    ? 'nothing'
    : undefined;
