import { textTable } from '../cost/text-table.ts';
import type { Verdict } from './budgets.ts';
import type { Import } from './import-times.ts';
import type { Sweep } from './measure-sweep.ts';
import type { Speed } from './percentiles.ts';
import type { Compared } from './place-orders.ts';
import type { Parts } from './time-parts.ts';

const figure = (milliseconds: number): string => milliseconds.toFixed(milliseconds < 10 ? 1 : 0);
const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} KB`;

const speedCells = ({ p50, p95, p99, perSecond }: Speed): string[] => [
  figure(p50),
  figure(p95),
  figure(p99),
  perSecond.toFixed(1),
];

/** Placing beside the bare transaction, in milliseconds; `×` is how much longer placing takes in the middle. */
export function placingText(runs: readonly Compared[]): string {
  const columns = ['p50', 'p95', 'p99', '/s'];
  const rows = runs.map(({ lines, connections, placed, bare }) => [
    `${lines} lines, ${connections} at once`,
    ...speedCells(placed),
    ...speedCells(bare),
    `${(placed.p50 / bare.p50).toFixed(1)} ×`,
  ]);
  const failures = [...new Set(runs.flatMap((run) => run.failures))].map((failure) => `! ${failure}`);
  return [
    textTable(
      [
        'place an order, ms',
        ...columns.map((column) => `API ${column}`),
        ...columns.map((column) => `bare ${column}`),
        'p50',
      ],
      rows,
    ),
    ...failures,
  ].join('\n');
}

/** Where the time of one order of three lines goes. */
export function partsText({ whole, inFunction, readAndDecide, write, writeUnproxied }: Parts): string {
  return textTable(
    ['one order, nobody else, ms', 'mean'],
    [
      ['from request to answer', figure(whole)],
      ['  HTTP, token, worker and back', figure(Math.max(0, whole - inFunction))],
      ['  in the function', figure(inFunction)],
      ['    reads and decision (measured outside of it)', figure(readAndDecide)],
      ['    the transaction (measured outside of it)', figure(write)],
      ['      of which the meter in between', figure(Math.max(0, write - writeUnproxied))],
      ['    parsing, checking, writing JSON', figure(Math.max(0, inFunction - readAndDecide - write))],
    ],
  );
}

export function sweepsText(sweeps: readonly Sweep[]): string {
  return textTable(
    ['reminding unpaid buyers', 'letters', 'read units', 'write units', 'seconds'],
    sweeps.map(({ open, due, readUnits, writeUnits, seconds }) => [
      `${open.toLocaleString('en')} open orders`,
      String(due),
      String(readUnits),
      String(writeUnits),
      seconds.toFixed(1),
    ]),
  );
}

/** The slowest imports, the bare client's below. */
export function importsText(bare: Omit<Import, 'ratio'>, handlers: readonly Import[]): string {
  const slowest = [...handlers].sort((one, other) => other.ratio - one.ratio).slice(0, 10);
  return textTable(
    ['import in a fresh process', 'CPU ms', 'beside bare', 'bundle'],
    [
      ...slowest.map(({ name, milliseconds, ratio, bytes }) => [
        name,
        figure(milliseconds),
        `${ratio.toFixed(2)} ×`,
        kilobytes(bytes),
      ]),
      [bare.name, figure(bare.milliseconds), '1.00 ×', kilobytes(bare.bytes)],
    ],
  );
}

export function summaryText(verdicts: readonly Verdict[]): string {
  return textTable(
    ['budget', 'promised', 'measured', 'verdict'],
    verdicts.map(({ what, budget, measured, kept, room }) => [
      what,
      budget,
      measured,
      kept ? `kept, ${room} % below` : `missed by ${-room} %`,
    ]),
  );
}
