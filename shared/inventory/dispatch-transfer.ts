import {
  type FieldError,
  illegalTransition,
  isProblem,
  type Problem,
  validationFailed,
} from '../kernel/problem.ts';
import { adjustStock } from './adjust-stock.ts';
import type { Coming } from './coming.ts';
import type { StockChange, StockRow } from './stock.ts';
import type { Transfer } from './transfer.ts';

/** What leaves: the transfer as it is then, what its source loses, and what its destination awaits. */
export type Dispatch = { next: Transfer; changes: StockChange[]; coming: Coming[] };

/**
 * Sends a transfer off. It leaves once, whole or with fewer units than were agreed (`sent`); what does not leave stays
 * for sale where it is. Units promised to orders do not leave.
 *
 * @param rowsOf the stock rows of a SKU at the source.
 */
export const dispatchTransfer = (
  transfer: Transfer,
  sent: readonly { sku: string; quantity: number }[] | undefined,
  rowsOf: (sku: string) => readonly StockRow[],
  { at, expectedAt = transfer.expectedAt }: { at: string; expectedAt?: string | undefined },
): Dispatch | Problem => {
  if (transfer.status !== 'created')
    return illegalTransition(transfer.status, ['created'], 'A transfer leaves once.');
  const wrong = sent && wrongLinesOf(transfer, sent);
  if (wrong && wrong.length > 0) return validationFailed(wrong);
  const lines = transfer.lines.map((line) => ({
    ...line,
    dispatched: sent ? (sent.find(({ sku }) => sku === line.sku)?.quantity ?? 0) : line.quantity,
  }));
  const { id: document, fromLocationId: from, toLocationId } = transfer;
  const changes: StockChange[] = [];
  const coming: Coming[] = [];
  for (const { sku, dispatched } of lines) {
    if (dispatched === 0) continue;
    const order = { locationId: from, sku, delta: -dispatched, reason: `to ${toLocationId}`, document };
    const taken = adjustStock(order, rowsOf(sku), 0);
    if (isProblem(taken)) return { ...taken, extra: { ...taken.extra, sku } };
    changes.push(
      ...taken.map(
        (change): StockChange => ({
          ...change,
          cause: 'transfer_out',
          aside: { inTransit: -change.quantity },
        }),
      ),
    );
    const dated = expectedAt === undefined ? {} : { expectedAt };
    coming.push({
      sku,
      document,
      kind: 'inTransit',
      locationId: toLocationId,
      from,
      ...dated,
      open: dispatched,
    });
  }
  const next: Transfer = {
    ...transfer,
    version: transfer.version + 1,
    status: 'dispatched',
    lines,
    dispatchedAt: at,
    ...(expectedAt === undefined ? {} : { expectedAt }),
  };
  return { next, changes, coming };
};

const wrongLinesOf = (
  { lines }: Transfer,
  sent: readonly { sku: string; quantity: number }[],
): FieldError[] =>
  sent.flatMap(({ sku, quantity }, at): FieldError[] => {
    const path = `/lines/${at}`;
    const line = lines.find((each) => each.sku === sku);
    if (!line) return [{ path: `${path}/sku`, code: 'not_in_transfer', message: 'is not in the transfer' }];
    if (sent.findIndex((each) => each.sku === sku) < at)
      return [{ path: `${path}/sku`, code: 'duplicate_sku', message: 'stands in an earlier line' }];
    if (quantity > line.quantity)
      return [
        { path: `${path}/quantity`, code: 'too_big', message: `is more than the agreed ${line.quantity}` },
      ];
    return [];
  });
