import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Deps } from '../../runtime/deps.ts';
import type { SweepResult } from '../../runtime/schedule-handler.ts';
import { transact } from '../../runtime/transact.ts';
import { type Gathering, type GatheringKind, LOOK_SECONDS, WORK_SECONDS } from '../gathering.ts';
import { ended } from '../gathering-moves.ts';
import { isThrough } from '../member.ts';
import { GATHERING_DUE } from '../wave-keys.ts';
import { finishBuilding } from './build-gathering.ts';
import { giveBack } from './end-gathering.ts';
import { findGathering, gatheringWrite } from './gathering-store.ts';
import { loadMembers } from './load-members.ts';

/** Looked at in one run; the next run finds the rest. */
const MOST = 200;
/** Left for the one that is being looked at, which may have hundreds of fulfilments. */
const RESERVE_MS = 15_000;

/**
 * Finishes waves and manifests whose building or ending broke off, and closes those that are through. Each is looked at
 * by itself, as often as need be: everything done here is done once, whoever else does it at the same moment.
 */
export const sweepGatherings = async (
  asOf: string,
  deps: Deps,
  remainingMs: () => number,
): Promise<SweepResult> => {
  const { Items = [] } = await deps.table.client.send(
    new QueryCommand({
      TableName: deps.table.name,
      IndexName: 'byDue',
      KeyConditionExpression: 'duePk = :due AND dueSk < :end',
      ExpressionAttributeValues: { ':due': GATHERING_DUE, ':end': `${asOf}~` },
      Limit: MOST,
    }),
  );
  let found = 0;
  for (const { dueSk } of Items) {
    if (remainingMs() < RESERVE_MS) return { asOf, found, unfinished: true };
    const [, kind, id = ''] = String(dueSk).split('#');
    await settleGathering(kind as GatheringKind, id, deps);
    found++;
  }
  return Items.length === MOST ? { asOf, found, unfinished: true } : { asOf, found };
};

/** Brings one wave or manifest on as far as it can be. */
export const settleGathering = async (kind: GatheringKind, id: string, deps: Deps): Promise<void> => {
  const stored = await findGathering(deps.table, kind, id);
  // The index may tell of what was settled a moment ago.
  if (!stored?.isDue) return;
  const { gathering } = stored;
  if (gathering.status === 'building') await finishBuilding(stored, deps);
  else if (gathering.status === 'open') await lookAt(gathering, deps);
  else await giveBack(gathering, deps);
};

const lookAt = async (gathering: Gathering, deps: Deps): Promise<void> => {
  const now = deps.now();
  const through = isThrough(await loadMembers(deps.table, gathering));
  const next = through
    ? ended(gathering, 'closed', now.toISOString())
    : { ...gathering, version: gathering.version + 1 };
  const seconds = through ? WORK_SECONDS : LOOK_SECONDS;
  const outcome = await transact(deps.table, [gatheringWrite(next, { from: now, seconds })], deps.random);
  if (outcome.committed && through) await giveBack(next, deps);
};
