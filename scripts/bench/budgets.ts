import { MAX_BUNDLE_BYTES } from '../../infra/bundle.ts';
import type { Import } from './import-times.ts';
import type { Sweep } from './measure-sweep.ts';

/** A figure beside what was promised; `room` in percent: how much is left, or (below zero) how much it is missed by. */
export type Verdict = { what: string; budget: string; measured: string; kept: boolean; room: number };

export const BUDGETS = { startSeconds: 15, importRatio: 1.3, sweepDifference: 0.1 };

const verdict = (
  what: string,
  measured: number,
  limit: number,
  say: (figure: number) => string,
): Verdict => ({
  what,
  budget: `≤ ${say(limit)}`,
  measured: say(measured),
  kept: measured <= limit,
  room: Math.round(((limit - measured) / limit) * 1000) / 10,
});

export const startVerdict = (seconds: number): Verdict =>
  verdict('start-up, seconds', seconds, BUDGETS.startSeconds, (figure) => figure.toFixed(1));

/** The largest bundle and the slowest import speak for all. */
export function importVerdicts(handlers: readonly Import[]): Verdict[] {
  const slow = handlers.filter(({ ratio }) => ratio > BUDGETS.importRatio).length;
  const ratio = Math.max(...handlers.map((each) => each.ratio));
  const bytes = Math.max(...handlers.map((each) => each.bytes));
  return [
    verdict(
      `slowest import beside the bare client (${slow} of ${handlers.length} above)`,
      ratio,
      BUDGETS.importRatio,
      (figure) => `${figure.toFixed(2)} ×`,
    ),
    verdict('largest bundle, KB', bytes, MAX_BUNDLE_BYTES, (figure) => String(Math.ceil(figure / 1024))),
  ];
}

/** The same work due must cost the same, however many orders are open. */
export function sweepVerdict(sweeps: readonly Sweep[]): Verdict {
  const units = sweeps.map(({ readUnits }) => readUnits);
  const difference = (Math.max(...units) - Math.min(...units)) / Math.max(1, Math.min(...units));
  return verdict(
    `read units of a sweep at ${sweeps.map(({ open }) => open.toLocaleString('en')).join(' and ')} open orders`,
    difference,
    BUDGETS.sweepDifference,
    (figure) => `${Math.round(figure * 1000) / 10} % apart`,
  );
}
