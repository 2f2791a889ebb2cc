import { isDeepStrictEqual } from 'node:util';
import { PROMOTION, RUNNING } from '../../shared/promotions/effects/promotion-store.ts';
import type { Promotion } from '../../shared/promotions/promotion.ts';
import { difference, type Finding, type Item, type PartitionReport } from './report.ts';

const promotionOf = ({ pk: _, sk: __, ...promotion }: Item): Promotion => promotion as unknown as Promotion;

/** Proves that what placements read as running are the active promotions as they were saved; what is over may be missing. */
export const promotionPartition = (asOf: string) => {
  const items: Item[] = [];
  return {
    add: (item: Item): void => void items.push(item),
    end: (): PartitionReport => {
      const saved = items.filter(({ sk }) => sk.startsWith(PROMOTION)).map(promotionOf);
      const running = (items.find(({ sk }) => sk === RUNNING)?.promotions ?? []) as readonly Promotion[];
      return {
        counts: saved.length > 0 ? { promotions: saved.length } : {},
        findings: [...notRunning(saved, running, asOf), ...strayRunning(saved, running)],
        references: [],
        held: [],
        rows: [],
      };
    },
  };
};

const LOOK = 'promotion-store.ts: both are written in one transaction';

const notRunning = (saved: readonly Promotion[], running: readonly Promotion[], asOf: string): Finding[] =>
  saved
    .filter(({ id, active, until }) => {
      const isOver = until !== undefined && until <= asOf;
      return active && !isOver && running.every((each) => each.id !== id);
    })
    .map(({ id }) => difference(`PROMOTIONS ${PROMOTION}${id}`, 'is active, and does not run', LOOK));

const strayRunning = (saved: readonly Promotion[], running: readonly Promotion[]): Finding[] =>
  running
    .filter((each) => {
      const own = saved.find(({ id }) => id === each.id);
      return !own?.active || !isDeepStrictEqual(own, each);
    })
    .map(({ id }) => difference(`PROMOTIONS ${RUNNING}`, `${id} runs, and not as it was saved`, LOOK));
