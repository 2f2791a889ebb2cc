import type { Deps } from '../../runtime/deps.ts';
import { transact } from '../../runtime/transact.ts';
import type { ArrivalNotice } from '../arrival-notice.ts';
import { announceWrite, loadComing, lowerComingWrite } from './aside-store.ts';
import { asideMovement } from './stock-store.ts';

/** Lines a transaction: each takes what is coming and a movement, of 100 writes. */
const PAGE_SIZE = 48;
const ATTEMPTS = 6;

const pagesOf = <T>(lines: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(lines.length / PAGE_SIZE) }, (_, page) =>
    lines.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE),
  );

/** Announces all lines; those that an earlier run announced are left alone, for nothing is received before all are. */
export const announceLines = async (arrival: ArrivalNotice, deps: Deps): Promise<void> => {
  const { id: document, locationId, expectedAt, actor, lines } = arrival;
  const { table, now, random } = deps;
  for (const page of pagesOf(lines)) {
    const writes = page.flatMap(({ sku, quantity }) => [
      announceWrite({ sku, document, kind: 'incoming', locationId, expectedAt, open: quantity }),
      asideMovement(
        { sku, locationId, cause: 'arrival_expected', document, incoming: quantity },
        { at: now(), actor, random },
      ),
    ]);
    // Refused only because the page is there: a page is announced whole.
    await transact(table, writes, random);
  }
};

/** Gives up what is still awaited; goods that are received meanwhile are not. */
export const giveUpLines = async (arrival: ArrivalNotice, deps: Deps): Promise<void> => {
  const { id: document, locationId, reason, lines } = arrival;
  const { table, now, random } = deps;
  const context = () => ({ at: now(), actor: arrival.closedBy ?? arrival.actor, random });
  for (const page of pagesOf(lines)) await giveUp(page.map(({ sku }) => sku));

  async function giveUp(skus: readonly string[]): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const open = [...(await loadComing(table, document, skus)).values()];
      if (open.length === 0) return;
      const writes = open.flatMap((coming) => [
        lowerComingWrite(coming, coming.open),
        asideMovement(
          {
            sku: coming.sku,
            locationId,
            cause: 'arrival_closed',
            document,
            incoming: -coming.open,
            ...(reason === undefined ? {} : { reason }),
          },
          context(),
        ),
      ]);
      if ((await transact(table, writes, random)).committed) return;
    }
    throw new Error(`What is coming of ${document} kept changing while it was given up.`);
  }
};
