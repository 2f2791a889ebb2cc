import { illegalTransition, type Problem, problem } from '../kernel/problem.ts';
import { openUnits, type Transfer, type TransferLine } from './transfer.ts';

/** What became of units that were on their way: they arrived well, arrived broken, or did not arrive. */
export type ReceivedLine = { sku: string; received: number; damaged: number; lost: number };

const unitsOf = ({ received, damaged, lost }: Omit<ReceivedLine, 'sku'>): number => received + damaged + lost;

/**
 * Takes in what arrived of a transfer, all or a part of it; the transfer ends when everything that left is accounted
 * for. More than is on its way is refused, with the figures.
 */
export const receiveTransfer = (
  transfer: Transfer,
  arrived: readonly ReceivedLine[],
  at: string,
): Transfer | Problem => {
  if (transfer.status !== 'dispatched')
    return illegalTransition(transfer.status, ['dispatched'], 'Only what has left can arrive.');
  const sums = new Map<string, ReceivedLine>();
  for (const each of arrived) {
    const sum = sums.get(each.sku) ?? { sku: each.sku, received: 0, damaged: 0, lost: 0 };
    sums.set(each.sku, {
      sku: each.sku,
      received: sum.received + each.received,
      damaged: sum.damaged + each.damaged,
      lost: sum.lost + each.lost,
    });
  }
  const open = new Map(transfer.lines.map((line) => [line.sku, openUnits(line)]));
  const beyond = [...sums.values()]
    .filter((sum) => unitsOf(sum) > (open.get(sum.sku) ?? 0))
    .map((sum) => ({ sku: sum.sku, reported: unitsOf(sum), inTransit: open.get(sum.sku) ?? 0 }));
  if (beyond.length > 0) return notInTransit(beyond);
  const lines = transfer.lines.map((line): TransferLine => {
    const sum = sums.get(line.sku);
    return sum
      ? {
          ...line,
          received: line.received + sum.received,
          damaged: line.damaged + sum.damaged,
          lost: line.lost + sum.lost,
        }
      : line;
  });
  const isOver = lines.every((line) => openUnits(line) === 0);
  return {
    ...transfer,
    version: transfer.version + 1,
    lines,
    ...(isOver ? { status: 'received', receivedAt: at } : {}),
  };
};

const notInTransit = (beyond: readonly { sku: string; reported: number; inTransit: number }[]): Problem =>
  problem(409, 'not_in_transit', 'More than is on its way', {
    detail: beyond
      .map(({ sku, reported, inTransit }) => `${sku}: ${reported} reported, ${inTransit} on the way.`)
      .join(' '),
    extra: { lines: beyond },
  });
