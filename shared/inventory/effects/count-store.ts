import { newId } from '../../kernel/ids.ts';
import { isProblem, notFound, type Problem, problem, validationFailed } from '../../kernel/problem.ts';
import { findLocation } from '../../locations/effects/location-store.ts';
import { loadPolicy } from '../../policies/effects/policy-store.ts';
import type { Deps } from '../../runtime/deps.ts';
import { type Answer, created, ok } from '../../runtime/http-answer.ts';
import { claimKey, type IdempotencyKey } from '../../runtime/idempotency.ts';
import type { Write } from '../../runtime/transact.ts';
import { countView } from '../count-view.ts';
import { approveCount, rejectCount } from '../decide-count.ts';
import type { StockCount } from '../stock-count.ts';
import { staleDocument } from '../stock-document.ts';
import { type CountedLine, checkSheet, submitCount } from '../submit-count.ts';
import { unknownLocation, wrongLines } from '../unknown-goods.ts';
import { commitStock } from './commit-stock.ts';
import { documentWrite, findDocument } from './document-store.ts';
import { finishCount } from './finish-count.ts';
import { loadSkusAt } from './load-stock-store.ts';
import { onHandAsOf } from './stock-as-of-store.ts';

type Caller = {
  actor: { name: string };
  idempotency?: IdempotencyKey;
  remember: (answer: Answer) => Write[];
};
type OfCount<B> = Caller & { params: { id: string }; body: B; ifMatch?: number };

/** SKUs whose books are read at the same time. */
const AT_ONCE = 10;

/** Makes a sheet of SKUs to be counted at a location. */
export const openCount = async (
  { body, actor, remember }: Caller & { body: { locationId: string; skus: string[]; reference?: string } },
  deps: Deps,
): Promise<Answer | Problem> => {
  const { skus, ...rest } = body;
  const lines = skus.map((sku) => ({ sku }));
  const [location, known] = await Promise.all([
    findLocation(deps.table, body.locationId),
    loadSkusAt(deps.table, body.locationId, skus),
  ]);
  const errors = [
    ...(location ? [] : [unknownLocation('/locationId')]),
    ...wrongLines(lines, (sku) => known.get(sku)?.product).map((error) => ({
      ...error,
      path: error.path.replace(/^\/lines\/(\d+)\/sku$/, '/skus/$1'),
    })),
  ];
  if (errors.length > 0) return validationFailed(errors);
  const now = deps.now();
  const count: StockCount = {
    id: newId('cnt', now, deps.random),
    version: 1,
    status: 'open',
    ...rest,
    lines,
    openedBy: actor.name,
    openedAt: now.toISOString(),
  };
  const answer = created(countView(count), count.version);
  return commitStock(deps, 'count', async () => ({
    writes: [documentWrite('count', count), ...remember(answer)],
    answer,
  }));
};

/** Loads, decides and commits a change of a count, until nobody interferes; then books it, if it is to be booked. */
const changeCount = async <B>(
  { params, ifMatch, idempotency, remember }: OfCount<B>,
  deps: Deps,
  decide: (count: StockCount, at: Date) => Promise<StockCount | Problem>,
): Promise<Answer | Problem> => {
  let next: StockCount | undefined;
  const answer = await commitStock(deps, 'count', async () => {
    const stored = await findDocument<StockCount>(deps.table, 'count', params.id);
    if (!stored) return notFound('count');
    const stale = staleDocument('count', stored.document, ifMatch);
    if (stale) return stale;
    const at = deps.now();
    const decided = await decide(stored.document, at);
    if (isProblem(decided)) return decided;
    next = decided;
    const told = ok(countView(decided), decided.version);
    if (decided.status !== 'applying')
      return { writes: [documentWrite('count', decided), ...remember(told)], answer: told };
    const unfinished = { since: at, claim: idempotency };
    const claimed = idempotency ? [claimKey(idempotency, at)] : [];
    return { writes: [documentWrite('count', decided, unfinished), ...claimed], answer: told };
  });
  if (isProblem(answer) || next?.status !== 'applying') return answer;
  return finishCount({ document: next, ...(idempotency ? { claim: idempotency } : {}) }, deps);
};

/**
 * Takes the figures of a sheet in. Each is held against what the books say of its own moment, so that what is sold or
 * received during the count makes no difference.
 */
export const submitSheet = (
  request: OfCount<{ lines: CountedLine[] }>,
  deps: Deps,
): Promise<Answer | Problem> =>
  changeCount(request, deps, async (count, now) => {
    const at = now.toISOString();
    const counted = checkSheet(count, request.body.lines, at);
    if (isProblem(counted)) return counted;
    const expected = await expectedOf(count.locationId, [...counted.values()], deps);
    if (isProblem(expected)) return expected;
    const { policy } = await loadPolicy(deps.table, undefined);
    return submitCount(count, counted, (sku) => expected.get(sku) ?? 0, {
      at,
      actor: request.actor.name,
      approvalAboveUnits: policy.inventory.countApprovalAboveUnits,
    });
  });

const expectedOf = async (
  locationId: string,
  counted: readonly Required<CountedLine>[],
  { table }: Deps,
): Promise<Map<string, number> | Problem> => {
  const expected = new Map<string, number>();
  const restless: string[] = [];
  const left = counted.values();
  const work = async (): Promise<void> => {
    for (const { sku, countedAt } of left) {
      const units = await onHandAsOf(table, sku, locationId, countedAt ?? '');
      if (units === undefined) restless.push(sku);
      else expected.set(sku, units);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (restless.length === 0) return expected;
  return problem(409, 'moved_too_often', 'Moved too often since it was counted', {
    detail: `${restless.join(', ')}: hand the sheet in again, or count anew.`,
    extra: { skus: restless },
  });
};

/** Lets a second person book a count. */
export const approveSheet = (request: OfCount<{ note?: string }>, deps: Deps): Promise<Answer | Problem> =>
  changeCount(request, deps, async (count, at) =>
    approveCount(count, { at: at.toISOString(), actor: request.actor.name, note: request.body.note }),
  );

/** Gives a count up. */
export const rejectSheet = (request: OfCount<{ note?: string }>, deps: Deps): Promise<Answer | Problem> =>
  changeCount(request, deps, async (count, at) =>
    rejectCount(count, { at: at.toISOString(), actor: request.actor.name, note: request.body.note }),
  );

/** A count as the API shows it. */
export const getCount = async (
  { params }: { params: { id: string } },
  { table }: Deps,
): Promise<Answer | Problem> => {
  const stored = await findDocument<StockCount>(table, 'count', params.id);
  return stored ? ok(countView(stored.document), stored.document.version) : notFound('count');
};
