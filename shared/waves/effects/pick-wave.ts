import { isProblem, type Problem } from '../../kernel/problem.ts';
import { changeOrder } from '../../orders/effects/change-order.ts';
import type { Deps } from '../../runtime/deps.ts';
import { type Answer, ok } from '../../runtime/http-answer.ts';
import type { Write } from '../../runtime/transact.ts';
import { pickAndMove } from '../../sourcing/effects/pick-and-move.ts';
import { MARKS } from '../gathering.ts';
import { gatheringView } from '../gathering-view.ts';
import { leftTheGathering } from '../left-the-gathering.ts';
import { type Share, spreadPicks, type WavePick } from '../spread-picks.ts';
import { eachAtOnce } from './each-at-once.ts';
import { keepAnswer, openGathering } from './end-gathering.ts';
import { loadMembers } from './load-members.ts';

type Request = {
  params: { id: string };
  body: { lines: readonly WavePick[]; others: 'picked' | 'later' };
  actor: { name: string };
  correlationId: string;
  remember: (answer: Answer) => Write[];
};

/** What became of one fulfilment: picked, short, still waiting for some of its goods, or refused and why. */
export type PickResult = {
  position: number;
  fulfilmentId: string;
  result: 'picked' | 'short' | 'waiting' | 'refused';
  code?: string;
  detail?: string;
};

/**
 * Notes what was picked for a wave, fulfilment by fulfilment, each by the decision that a single pick takes: one that is
 * held or cancelled meanwhile is refused and stops no other. Saying it again changes nothing.
 */
export const pickWave = async (request: Request, deps: Deps): Promise<Answer | Problem> => {
  const { params, body } = request;
  const open = await openGathering('wave', params.id, deps);
  if (isProblem(open)) return open;
  const shares = spreadPicks(open.members, body.lines, body.others);
  if (isProblem(shares)) return shares;
  const results = await eachAtOnce(shares, (share) => pickOne(share, request, deps));
  const after = await loadMembers(deps.table, open.gathering);
  const answer = ok({ results, wave: gatheringView(open.gathering, after) });
  return keepAnswer(answer, deps, request.remember);
};

const pickOne = async (
  { member: { position, fulfilmentId, fulfilment }, picks, waiting }: Share,
  { params, actor, correlationId }: Request,
  deps: Deps,
): Promise<PickResult> => {
  const named = { position, fulfilmentId };
  if (waiting || !fulfilment) return { ...named, result: 'waiting' };
  const decide = pickAndMove(deps, fulfilmentId, picks);
  const after = await changeOrder(
    deps,
    fulfilment.orderId,
    async (order, context) =>
      leftTheGathering(order, fulfilmentId, MARKS.wave.attribute, params.id) ?? decide(order, context),
    { actor: actor.name, correlationId },
  );
  if (isProblem(after)) {
    const { code, detail } = after;
    return { ...named, result: 'refused', code, ...(detail === undefined ? {} : { detail }) };
  }
  const picked = after.fulfilments.find(({ id }) => id === fulfilmentId)?.status === 'picked';
  return { ...named, result: picked ? 'picked' : 'short' };
};
