import { openCount } from '../../inventory/effects/count-store.ts';
import { loadSkusAt } from '../../inventory/effects/load-stock-store.ts';
import { onHandAsOf } from '../../inventory/effects/stock-as-of-store.ts';
import { MAX_COUNT_LINES } from '../../inventory/stock-count.ts';
import { isProblem, notFound, type Problem, problem, validationFailed } from '../../kernel/problem.ts';
import { findLocation } from '../../locations/effects/location-store.ts';
import type { Deps } from '../../runtime/deps.ts';
import { type Answer, ok } from '../../runtime/http-answer.ts';
import { compareStock, type ReportedLine, reportOf, sheetsOf } from '../stock-report.ts';
import { compareOpenWork } from './open-at-location.ts';
import { countNote, loadReport, type ReportName, savePart } from './stock-report-store.ts';

/** SKUs whose books are read at the same time. */
const AT_ONCE = 20;

type ReportBody = {
  reference: string;
  asOf: string;
  part: number;
  parts: number;
  lines: readonly ReportedLine[];
  openFulfilments?: readonly string[] | undefined;
};

/**
 * Takes in a part of what an outside warehouse has, held against what the books say of the same moment, and answers
 * the whole of the report as far as it has come. Nothing is booked.
 */
export const takeReport = async (
  request: { params: { locationId: string }; body: ReportBody; actor: { name: string } },
  deps: Deps,
): Promise<Answer | Problem> => {
  const { table, now } = deps;
  const { locationId } = request.params;
  const { reference, part, parts, lines, openFulfilments } = request.body;
  const asOf = new Date(request.body.asOf).toISOString();
  const name = { locationId, reference };
  const [location, known, earlier] = await Promise.all([
    findLocation(table, locationId),
    loadSkusAt(
      table,
      locationId,
      lines.map(({ sku }) => sku),
    ),
    loadReport(table, name),
  ]);
  if (!location) return notFound('location');
  const repeated = lines.findIndex(({ sku }, at) => lines.findIndex((line) => line.sku === sku) < at);
  if (repeated >= 0)
    return validationFailed([
      { path: `/lines/${repeated}/sku`, code: 'duplicate_sku', message: 'stands in an earlier line' },
    ]);
  if (asOf > now().toISOString())
    return validationFailed([{ path: '/asOf', code: 'in_the_future', message: 'is still to come' }]);
  if (earlier.parts.some((each) => each.asOf !== asOf || each.parts !== parts))
    return problem(409, 'report_differs', 'Its other parts are of another moment or number', {
      detail: 'All parts of a report have the same asOf and parts. Use a new reference for a new snapshot.',
    });
  const ours = await onHandOf(lines, (sku) => known.has(sku), { table, locationId, asOf });
  const open = openFulfilments && (await compareOpenWork(table, locationId, openFulfilments, asOf));
  await savePart(deps, {
    ...name,
    part,
    parts,
    asOf,
    lines: lines.length,
    differences: compareStock(
      lines,
      (sku) => known.get(sku)?.product,
      (sku) => ours.get(sku),
    ),
    ...(open ?? {}),
    comparedBy: request.actor.name,
    comparedAt: now().toISOString(),
  });
  return getReport(name, deps);
};

const onHandOf = async (
  lines: readonly ReportedLine[],
  isKnown: (sku: string) => boolean,
  { table, locationId, asOf }: { table: Deps['table']; locationId: string; asOf: string },
): Promise<Map<string, number | undefined>> => {
  const found = new Map<string, number | undefined>();
  const left = lines.filter(({ sku }) => isKnown(sku)).values();
  const work = async (): Promise<void> => {
    for (const { sku } of left) found.set(sku, await onHandAsOf(table, sku, locationId, asOf));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
};

/** The report as far as it has come. */
export const getReport = async (name: ReportName, { table }: Deps): Promise<Answer | Problem> => {
  const { parts, countIds } = await loadReport(table, name);
  const report = reportOf(parts, countIds);
  return report ? ok(report) : notFound('stock report');
};

/** Opens counts of what differs, each noted in its own transaction, so that a call that broke off goes on. */
export const countReport = async (
  { params: name, actor }: { params: ReportName; actor: { name: string } },
  deps: Deps,
): Promise<Answer | Problem> => {
  const { parts, countIds } = await loadReport(deps.table, name);
  const report = reportOf(parts, countIds);
  if (!report) return notFound('stock report');
  if (report.status !== 'complete')
    return problem(409, 'report_incomplete', 'Parts of the report are still to come', {
      detail: `Of ${report.parts} parts ${report.received.join(', ')} have come.`,
    });
  const sheets = sheetsOf(report.differences, MAX_COUNT_LINES);
  for (const [at, skus] of sheets.entries()) {
    if (at < countIds.length) continue;
    const opened = await openCount(
      {
        body: { locationId: name.locationId, skus, reference: name.reference },
        actor,
        remember: ({ body }) => [countNote(name, at + 1, (body as { id: string }).id, deps.now())],
      },
      deps,
    );
    if (isProblem(opened)) return opened;
  }
  return getReport(name, deps);
};
