import { importsText, placingText, summaryText } from '../../../scripts/bench/bench-text.ts';
import { importVerdicts, startVerdict, sweepVerdict } from '../../../scripts/bench/budgets.ts';
import type { Import } from '../../../scripts/bench/import-times.ts';
import type { Sweep } from '../../../scripts/bench/measure-sweep.ts';
import { median, speedOf } from '../../../scripts/bench/percentiles.ts';

const handler = (ratio: number, kilobytes = 500): Import => ({
  name: `at-${ratio}`,
  bytes: kilobytes * 1024,
  milliseconds: 100 * ratio,
  ratio,
});
const sweep = (open: number, readUnits: number): Sweep => ({
  open,
  readUnits,
  due: 25,
  writeUnits: 9,
  seconds: 1,
});

test('percentiles are figures that were measured', () => {
  const latencies = Array.from({ length: 100 }, (_, at) => 100 - at);
  expect(speedOf(latencies, 20)).toEqual({ p50: 50, p95: 95, p99: 99, mean: 50.5, perSecond: 5 });
  expect(median([9, 1, 5])).toBe(5);
  expect(speedOf([7], 1)).toMatchObject({ p50: 7, p99: 7 });
});

test('a budget met to the point is kept; above it is missed, and by how much is said', () => {
  expect(startVerdict(15)).toMatchObject({ kept: true, room: 0 });
  expect(startVerdict(18)).toMatchObject({ kept: false, room: -20 });
  expect(summaryText([startVerdict(18)])).toContain('missed by 20 %');
});

test('the slowest import and the largest bundle speak for all handlers', () => {
  const [ratio, bytes] = importVerdicts([handler(1.1), handler(1.5, 800), handler(1.31)]);
  expect(ratio).toMatchObject({ measured: '1.50 ×', kept: false });
  expect(ratio?.what).toContain('2 of 3 above');
  expect(bytes).toMatchObject({ measured: '800', kept: false });
});

test('a sweep may read a tenth more among many orders than among few', () => {
  expect(sweepVerdict([sweep(1000, 60), sweep(20_000, 66)])).toMatchObject({ kept: true });
  expect(sweepVerdict([sweep(1000, 60), sweep(20_000, 67)])).toMatchObject({ kept: false });
});

test('what failed under load is said, once', () => {
  const speed = speedOf([10], 1);
  const run = { lines: 3, connections: 8, placed: speed, bare: speed, failures: ['503 busy'] };
  expect(placingText([run, run]).match(/! 503 busy/g)).toHaveLength(1);
});

test('the ten slowest imports are shown, the bare client below them', () => {
  const handlers = Array.from({ length: 12 }, (_, at) => handler(1 + at / 10));
  const lines = importsText({ name: 'bare client', bytes: 1024, milliseconds: 100 }, handlers).split('\n');
  expect(lines).toHaveLength(2 + 10 + 1);
  expect(lines.at(2)).toContain('at-2.1');
  expect(lines.at(-1)).toContain('bare client');
});
