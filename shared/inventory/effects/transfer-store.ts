import { newId } from '../../kernel/ids.ts';
import {
  illegalTransition,
  isProblem,
  notFound,
  type Problem,
  validationFailed,
} from '../../kernel/problem.ts';
import { findLocation } from '../../locations/effects/location-store.ts';
import type { Deps } from '../../runtime/deps.ts';
import { type Answer, created, ok } from '../../runtime/http-answer.ts';
import type { Write } from '../../runtime/transact.ts';
import { dispatchTransfer } from '../dispatch-transfer.ts';
import { type ReceivedLine, receiveTransfer } from '../receive-transfer.ts';
import { staleDocument } from '../stock-document.ts';
import type { Transfer } from '../transfer.ts';
import { unknownLocation, wrongLines } from '../unknown-goods.ts';
import { announceWrite } from './aside-store.ts';
import { commitStock, type Prepared } from './commit-stock.ts';
import { documentWrite, findDocument } from './document-store.ts';
import { loadSkusAt } from './load-stock-store.ts';
import { stockWrites } from './stock-store.ts';
import { transferArrivalWrites } from './transfer-arrival-writes.ts';

type Caller = { actor: { name: string }; remember: (answer: Answer) => Write[] };
type OfTransfer<B> = Caller & { params: { id: string }; body: B; ifMatch?: number };
type Wanted = Pick<Transfer, 'fromLocationId' | 'toLocationId' | 'reference' | 'expectedAt'> & {
  lines: readonly { sku: string; quantity: number }[];
};

/** Agrees on a transfer; nothing moves yet, and nothing is kept for it. */
export const createTransfer = async (
  { body, remember }: Caller & { body: Wanted },
  deps: Deps,
): Promise<Answer | Problem> => {
  const { fromLocationId, toLocationId } = body;
  const [from, to, known] = await Promise.all([
    findLocation(deps.table, fromLocationId),
    findLocation(deps.table, toLocationId),
    loadSkusAt(
      deps.table,
      fromLocationId,
      body.lines.map(({ sku }) => sku),
    ),
  ]);
  const errors = [
    ...(from ? [] : [unknownLocation('/fromLocationId')]),
    ...(to ? [] : [unknownLocation('/toLocationId')]),
    ...(fromLocationId === toLocationId
      ? [{ path: '/toLocationId', code: 'same_location', message: 'is where the goods are' }]
      : []),
    ...wrongLines(body.lines, (sku) => known.get(sku)?.product),
  ];
  if (errors.length > 0) return validationFailed(errors);
  const now = deps.now();
  const transfer: Transfer = {
    ...body,
    id: newId('trf', now, deps.random),
    version: 1,
    status: 'created',
    lines: body.lines.map((line) => ({ ...line, dispatched: 0, received: 0, damaged: 0, lost: 0 })),
    ...(body.expectedAt === undefined ? {} : { expectedAt: new Date(body.expectedAt).toISOString() }),
    createdAt: now.toISOString(),
  };
  const answer = created(transfer, transfer.version);
  return commitStock(deps, 'transfer', async () => ({
    writes: [documentWrite('transfer', transfer), ...remember(answer)],
    answer,
  }));
};

/** Loads, decides and commits a change of a transfer, until nobody interferes. */
const changeTransfer = <B>(
  { params, ifMatch, remember }: OfTransfer<B>,
  deps: Deps,
  change: (transfer: Transfer, at: Date) => Promise<{ next: Transfer; writes: readonly Write[] } | Problem>,
): Promise<Answer | Problem> =>
  commitStock(deps, 'transfer', async (): Promise<Prepared | Problem> => {
    const stored = await findDocument<Transfer>(deps.table, 'transfer', params.id);
    if (!stored) return notFound('transfer');
    const { document } = stored;
    const stale = staleDocument('transfer', document, ifMatch);
    if (stale) return stale;
    const changed = await change(document, deps.now());
    if (isProblem(changed)) return changed;
    const { next, writes } = changed;
    const answer = ok(next, next.version);
    return { writes: [documentWrite('transfer', next), ...writes, ...remember(answer)], answer };
  });

const namesOf = ({ lines }: Pick<Transfer, 'lines'>): string[] => lines.map(({ sku }) => sku);

/** Sends a transfer off: its goods leave what is on hand at the source, and are in transit from then on. */
export const sendTransfer = (
  request: OfTransfer<{ lines?: { sku: string; quantity: number }[]; expectedAt?: string }>,
  deps: Deps,
): Promise<Answer | Problem> =>
  changeTransfer(request, deps, async (transfer, at) => {
    const { lines, expectedAt } = request.body;
    const skus = await loadSkusAt(deps.table, transfer.fromLocationId, namesOf(transfer));
    const dispatch = dispatchTransfer(transfer, lines, (sku) => skus.get(sku)?.stock ?? [], {
      at: at.toISOString(),
      ...(expectedAt === undefined ? {} : { expectedAt: new Date(expectedAt).toISOString() }),
    });
    if (isProblem(dispatch)) return dispatch;
    const context = { at, actor: request.actor.name, random: deps.random };
    return {
      next: dispatch.next,
      writes: [...stockWrites(dispatch.changes, context), ...dispatch.coming.map(announceWrite)],
    };
  });

/** Takes in what arrived of a transfer, and books what arrived broken or not at all. */
export const takeInTransfer = (
  request: OfTransfer<{ lines: ReceivedLine[] }>,
  deps: Deps,
): Promise<Answer | Problem> =>
  changeTransfer(request, deps, async (transfer, at) => {
    const next = receiveTransfer(transfer, request.body.lines, at.toISOString());
    if (isProblem(next)) return next;
    const context = { at, actor: request.actor.name, random: deps.random };
    return { next, writes: await transferArrivalWrites(transfer, next, deps.table, context) };
  });

/** Gives up a transfer that has not left. */
export const cancelTransfer = (request: OfTransfer<unknown>, deps: Deps): Promise<Answer | Problem> =>
  changeTransfer(request, deps, async (transfer) =>
    transfer.status === 'created'
      ? { next: { ...transfer, version: transfer.version + 1, status: 'cancelled' }, writes: [] }
      : illegalTransition(transfer.status, ['created'], 'What has left is received, or booked as lost.'),
  );

/** A transfer as it stands. */
export const getTransfer = async (
  { params }: { params: { id: string } },
  { table }: Deps,
): Promise<Answer | Problem> => {
  const stored = await findDocument<Transfer>(table, 'transfer', params.id);
  return stored ? ok(stored.document, stored.document.version) : notFound('transfer');
};
