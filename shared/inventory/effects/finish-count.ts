import { busy, type Problem, problem, versionConflict } from '../../kernel/problem.ts';
import type { Deps } from '../../runtime/deps.ts';
import { type Answer, ok } from '../../runtime/http-answer.ts';
import { freeKey, rememberAnswer } from '../../runtime/idempotency.ts';
import { MAX_WRITES, transact, type Write } from '../../runtime/transact.ts';
import { type Booking, bookCount } from '../book-count.ts';
import { countView } from '../count-view.ts';
import { openDifference, type StockCount } from '../stock-count.ts';
import { bookedWrite, loadBooked } from './booked-count-store.ts';
import { documentWrite, findDocument, type Stored } from './document-store.ts';
import { loadSkusAt } from './load-stock-store.ts';
import { stockWrites } from './stock-store.ts';

/** The document and a remembered answer take two of a transaction's writes. */
const BUDGET = MAX_WRITES - 2;

/** Times that somebody else may change the rows of a transaction before we give up for now; the sweep goes on. */
const CONFLICTS = 8;

/**
 * Books what is left of a count, some differences a transaction, and gives the count its next state and its answer.
 * What it does once stays done, so that it may run again after it broke off.
 */
export const finishCount = async (stored: Stored<StockCount>, deps: Deps): Promise<Answer | Problem> => {
  const { table, random } = deps;
  const { claim } = stored;
  let { document } = stored;
  if (document.status !== 'applying') return versionConflict('count');
  for (let conflicts = 0; conflicts < CONFLICTS; ) {
    const at = deps.now();
    const booking = await book(document, deps);
    const { next, isLast } = booking;
    const { answer, owed } = outcomeOf(document, next, isLast, stored, at);
    const outcome = await transact(
      table,
      [
        documentWrite('count', next, isLast ? undefined : { since: at, claim }),
        ...bookingWrites(booking, next, at, deps),
        ...owed,
      ],
      random,
    );
    if (outcome.committed) {
      if (isLast) return answer;
      document = next;
    } else {
      conflicts += 1;
      const found = await findDocument<StockCount>(table, 'count', document.id);
      if (found?.document.status !== 'applying') return versionConflict('count');
      document = found.document;
    }
  }
  return busy();
};

const book = async (count: StockCount, { table }: Deps): Promise<Booking> => {
  const skus = count.lines.filter((line) => openDifference(line) !== 0).map(({ sku }) => sku);
  const [loaded, booked] = await Promise.all([
    loadSkusAt(table, count.locationId, skus),
    loadBooked(table, count.locationId, skus),
  ]);
  return bookCount(
    count,
    (sku) => {
      const { product, stock = [] } = loaded.get(sku) ?? {};
      return { rows: stock, safety: product?.safetyStock ?? 0, lastBooked: booked.get(sku) };
    },
    BUDGET,
  );
};

const bookingWrites = (
  { changes, booked }: Booking,
  { id, locationId, decidedBy, countedBy = 'unknown' }: StockCount,
  at: Date,
  { random }: Deps,
): Write[] => [
  ...stockWrites(changes, { at, actor: decidedBy ?? countedBy, random }),
  ...booked.map(({ sku, countedAt = '' }) =>
    bookedWrite({ sku, countedAt }, locationId, id, at.toISOString()),
  ),
];

/** What the caller is told at the end, and the write that keeps it, or gives their key back where they are refused. */
const outcomeOf = (
  before: StockCount,
  next: StockCount,
  isLast: boolean,
  { claim }: Stored<StockCount>,
  at: Date,
): { answer: Answer | Problem; owed: Write[] } => {
  const answer = ok(countView(next), next.version);
  if (!isLast) return { answer, owed: [] };
  const isRefused = next.status === 'submitted' && before.decidedBy !== undefined;
  if (isRefused) return { answer: blocked(next), owed: claim ? [freeKey(claim)] : [] };
  return { answer, owed: claim ? [rememberAnswer(claim, answer, at, 'claimed')] : [] };
};

const blocked = ({ blocked: lines = [] }: StockCount): Problem =>
  problem(409, 'below_reserved', 'Fewer would remain than are promised', {
    detail: lines
      .map(
        ({ sku, difference, onHand, reserved }) =>
          `${sku}: of ${onHand} on hand ${reserved} are promised to orders; ${-difference} cannot be taken off.`,
      )
      .join(' '),
    extra: { lines },
  });
