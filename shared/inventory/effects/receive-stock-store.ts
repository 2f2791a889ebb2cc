import { newId } from '../../kernel/ids.ts';
import { busy, type Problem, problem, versionConflict } from '../../kernel/problem.ts';
import { findLocation } from '../../locations/effects/location-store.ts';
import type { Deps } from '../../runtime/deps.ts';
import { type Answer, created } from '../../runtime/http-answer.ts';
import {
  claimKey,
  IDEMPOTENCY_LABEL,
  type IdempotencyKey,
  rememberAnswer,
} from '../../runtime/idempotency.ts';
import { MAX_WRITES, transact, type Write } from '../../runtime/transact.ts';
import type { Coming } from '../coming.ts';
import type { Receipt } from '../receipt.ts';
import { arrivalChanges, arrivalsOf, checkReceipt } from '../receive-stock.ts';
import { awaitedArrival, settleArrival } from './arrival-store.ts';
import { countPages } from './count-receipt-store.ts';
import { loadSkusAt, type SkuStock } from './load-stock-store.ts';
import {
  begunReceiptWrite,
  completionWrite,
  findBegunReceipt,
  loadReceipt,
  receiptKeyWrite,
  receiptWrite,
  spreadWrite,
} from './receipt-items-store.ts';
import { loadAnnounced, receivingWrites } from './receiving-writes.ts';

const ATTEMPTS = 8;

type Request = {
  body: Pick<Receipt, 'locationId' | 'lines' | 'reference' | 'arrivalId'>;
  actor: { name: string };
  idempotency?: IdempotencyKey;
  remember: (answer: Answer) => Write[];
};

/**
 * Takes goods in, against an expected arrival if one is named. A receipt that fits one transaction is one. A larger one is written down first and then counted page
 * by page, each page with its mark in one transaction; a repeat with the same key, or the sweep, finishes what is missing
 * and counts nothing twice, whatever happened to the first call. Its answer exists only when all of it is counted.
 */
export const receiveStock = async (request: Request, deps: Deps): Promise<Answer | Problem> => {
  const { body, idempotency } = request;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const names = body.lines.map(({ sku }) => sku);
    const [begun, location, skus, notAwaited, announced] = await Promise.all([
      idempotency && findBegunReceipt(deps.table, idempotency),
      findLocation(deps.table, body.locationId),
      loadSkusAt(deps.table, body.locationId, names),
      body.arrivalId === undefined ? undefined : awaitedArrival(deps.table, body.arrivalId, body.locationId),
      loadAnnounced(deps.table, body.arrivalId, names),
    ]);
    if (begun) {
      if (begun.requestHash !== idempotency?.requestHash) return keyReused();
      return finishReceipt(begun.receiptId, deps);
    }
    const wrong = checkReceipt(body.lines, location !== undefined, skus) ?? notAwaited;
    if (wrong) return wrong;
    const result = await begin(request, deps, skus, announced);
    if (result) return result;
  }
  return busy();
};

/** Books the receipt, or begins to; undefined when stock rows were opened or closed to us meanwhile. */
const begin = async (
  request: Request,
  deps: Deps,
  skus: Map<string, SkuStock>,
  announced: ReadonlyMap<string, Coming>,
): Promise<Answer | Problem | undefined> => {
  const { body, actor, idempotency, remember } = request;
  const now = deps.now();
  const receipt: Receipt = { id: newId('rcp', now, deps.random), ...body, receivedAt: now.toISOString() };
  const arrivals = arrivalsOf(receipt, skus);
  const context = { at: now, actor: actor.name, random: deps.random };
  const whole = [
    receiptWrite(receipt, actor.name),
    ...receivingWrites(arrivalChanges(arrivals, receipt, skus), announced, context),
    ...remember(created(receipt)),
  ];
  const fits = whole.length <= MAX_WRITES;
  const begun = [
    begunReceiptWrite(receipt, actor.name, now, idempotency),
    spreadWrite(receipt.id, arrivals),
    ...(idempotency ? [claimKey(idempotency, now), receiptKeyWrite(idempotency, receipt.id, now)] : []),
  ];
  const outcome = await transact(deps.table, fits ? whole : begun, deps.random);
  if (outcome.committed) {
    if (!fits) return finishReceipt(receipt.id, deps, skus);
    if (receipt.arrivalId !== undefined) await settleArrival(deps, receipt.arrivalId);
    return created(receipt);
  }
  const isRepeat = outcome.failed.some(({ label }) => label === IDEMPOTENCY_LABEL);
  // A large receipt that another call began is found by its key at the next attempt; a small one has its answer.
  const found = isRepeat && idempotency && (await findBegunReceipt(deps.table, idempotency));
  return isRepeat && !found ? versionConflict('receipt') : undefined;
};

/** Counts what is missing of a large receipt, then keeps its answer for whoever asked for it first. */
export const finishReceipt = async (
  id: string,
  deps: Deps,
  known: ReadonlyMap<string, SkuStock> = new Map(),
): Promise<Answer | Problem> => {
  const stored = await loadReceipt(deps.table, id);
  if (!stored) throw new Error(`The receipt ${id} was begun, but is not there.`);
  // The first answer is kept; the HTTP handler looks it up.
  if (stored.isComplete) return versionConflict('receipt');
  const { receipt, actor, claim } = stored;
  if (!(await countPages(stored, actor, deps, known))) return unfinished();
  const now = deps.now();
  const answer = created(receipt);
  const outcome = await transact(
    deps.table,
    [
      completionWrite(id, now.toISOString()),
      ...(claim ? [rememberAnswer(claim, answer, now, 'claimed')] : []),
    ],
    deps.random,
  );
  if (!outcome.committed) return versionConflict('receipt');
  if (receipt.arrivalId !== undefined) await settleArrival(deps, receipt.arrivalId);
  return answer;
};

const unfinished = (): Problem => ({
  ...busy(),
  title: 'Too busy, not all is counted yet',
  detail: 'Repeat with the same Idempotency-Key: the rest is counted, and nothing twice.',
});

const keyReused = (): Problem =>
  problem(422, 'idempotency_key_reused', 'This Idempotency-Key stands for another request', {
    detail: 'Use a new key for a new request.',
  });
