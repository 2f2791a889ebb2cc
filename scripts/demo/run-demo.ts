import type { Table } from '../../shared/runtime/table.ts';
import { priceOf } from '../cost/price-of.ts';
import { verifyTable } from '../verify/verify-table.ts';
import { collectFigures, readMetering } from './collect-figures.ts';
import type { DemoRun } from './demo-run.ts';
import { loadCatalogue } from './load-catalogue.ts';
import { moveParcels } from './move-parcels.ts';
import { payOrders } from './pay-orders.ts';
import { reviewOrders } from './review-orders.ts';
import { runSweeps } from './run-sweeps.ts';
import { sendOrders } from './send-orders.ts';
import { settleRefunds } from './settle-refunds.ts';
import { summaryText } from './summary.ts';
import { workWarehouses } from './work-warehouses.ts';

/** Runs all phases against a system that answers, and says what came of it; `holds` when nothing was lost or is wrong. */
export const runDemo = async (
  run: DemoRun,
  table: Table,
  unreadable: number,
): Promise<{ text: string; holds: boolean }> => {
  const { client, progress, tally } = run;
  await loadCatalogue(run);
  // The bill is of the orders, not of filling the shelves.
  await client.local('POST', '/local/metering/reset');
  await sendOrders(run);
  await payOrders(run);
  await reviewOrders(run);
  const sent = await workWarehouses(run);
  await moveParcels(run, sent);
  await settleRefunds(run);
  await runSweeps(run);
  const bill = priceOf(await readMetering(run));
  await collectFigures(run);
  progress.phase('Proving the whole table', 0);
  const verification = await verifyTable(table);
  progress.end();
  const { user, system } = process.cpuUsage();
  const text = summaryText(run, {
    bill,
    verification,
    unreadable,
    // Since this process began: the local cloud's start is part of what people wait for.
    seconds: performance.now() / 1000,
    cpuSeconds: (user + system) / 1e6,
  });
  const wrong = verification.differences.length + verification.unexamined + tally.total('dead letters');
  return { text, holds: wrong === 0 };
};
