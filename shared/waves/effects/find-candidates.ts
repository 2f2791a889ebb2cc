import { listWork, type Position } from '../../fulfilment/effects/fulfilment-store.ts';
import type { Fulfilment } from '../../orders/fulfilment.ts';
import { openHolds } from '../../orders/holds.ts';
import type { OrderHead } from '../../orders/order.ts';
import type { Table } from '../../runtime/table.ts';
import { type Gathering, MARKS, MOST_LINES } from '../gathering.ts';
import { groupOf } from '../group-of.ts';
import { loadBins } from './bin-store.ts';
import { loadHeads } from './load-members.ts';

/** Fulfilments looked at a time, and how many times: what stands in other waves lies before what is free. */
const PAGE = 100;
const PAGES = 40;

/** What a wave or manifest is to hold. */
export type Wish = Pick<Gathering, 'kind' | 'locationId' | 'by' | 'group' | 'carrier' | 'most'>;

/** Fulfilments that nobody has taken and nothing speaks against, and the group they belong to. */
export type Candidates = { ids: string[]; group?: string };

/**
 * Looks through a location's work in handling order for what a wave or manifest may take. The first that fits says
 * which group it is. Bounded: at most 4,000 fulfilments are looked at.
 */
export const findCandidates = async (table: Table, wish: Wish): Promise<Candidates> => {
  const { attribute, status } = MARKS[wish.kind];
  const ids: string[] = [];
  let { group } = wish;
  let lines = 0;
  let from: Position | undefined;
  for (let page = 0; page < PAGES; page++) {
    const { locationId } = wish;
    const { work, next } = await listWork(table, {
      locationId,
      status,
      limit: PAGE,
      ...(from ? { from } : {}),
    });
    const free = work.filter((each) => each[attribute] === undefined && isFor(wish, each));
    const [heads, bins] = await Promise.all([
      loadHeads(
        table,
        free.map(({ orderId }) => orderId),
      ),
      wish.by === 'zone' ? loadBins(table, locationId, skusOf(free)) : new Map<string, string>(),
    ]);
    for (const fulfilment of free) {
      if (!mayGoOn(heads.get(fulfilment.orderId))) continue;
      const own = wish.by && groupOf(wish.by, fulfilment, bins);
      if (wish.by && (own === undefined || own !== (group ?? own))) continue;
      lines += fulfilment.lines.length;
      if (ids.length > 0 && lines > MOST_LINES) return answer(ids, group);
      group ??= own;
      ids.push(fulfilment.id);
      if (ids.length === wish.most) return answer(ids, group);
    }
    if (!next) break;
    from = next;
  }
  return answer(ids, group);
};

const answer = (ids: string[], group: string | undefined): Candidates => ({
  ids,
  ...(group === undefined ? {} : { group }),
});

const skusOf = (fulfilments: readonly Fulfilment[]): string[] =>
  fulfilments.flatMap(({ lines }) => lines.map(({ sku }) => sku));

/** A manifest is one carrier's. */
const isFor = ({ carrier }: Wish, { parcels }: Fulfilment): boolean =>
  carrier === undefined || (parcels.length > 0 && parcels.every((parcel) => parcel.carrier === carrier));

const mayGoOn = (head: OrderHead | undefined): boolean =>
  head?.status === 'open' && openHolds({ head }).length === 0;
