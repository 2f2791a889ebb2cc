import { parseArgs } from 'node:util';
import { importsText, partsText, placingText, summaryText, sweepsText } from './bench/bench-text.ts';
import { importVerdicts, startVerdict, sweepVerdict } from './bench/budgets.ts';
import { type Effort, FULL, QUICK } from './bench/efforts.ts';
import { benchHot } from './bench/hot/bench-hot.ts';
import { measureImports } from './bench/import-times.ts';
import { loadText, machineText } from './bench/machine.ts';
import { measureSweeps } from './bench/measure-sweep.ts';
import { openLoad } from './bench/open-load.ts';
import { type Compared, comparePlacing } from './bench/place-orders.ts';
import { measureStartUp } from './bench/start-up.ts';
import { measureParts } from './bench/time-parts.ts';
import { openShop } from './cost/shop.ts';
import { startFreshCloud } from './cost/start-cloud.ts';
import { createProgress } from './demo/progress.ts';

const USAGE = `npm run bench [-- --quick] [--hot]

Measures what the system promises about speed, on this machine as it is now: start-up, placing orders beside the bare
transaction of the same items, a sweep among few and many open orders, and how fast handlers load. Four minutes on two
free cores, one with --quick (fewer requests, orders and handlers).
With --hot, instead: the sale of hot products to up to 10,000 buyers at once, by the system's own code against a simulation of
DynamoDB's limits, in a time of its own. The same figures on every machine; four minutes on a free core.`;

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      hot: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return void say(USAGE);
  const effort: Effort = values.quick ? QUICK : FULL;
  const progress = createProgress(process.stdout);
  if (values.hot) return benchHot(values.quick, say, progress);
  say(await machineText());

  progress.phase('Start-up', 1);
  const startSeconds = await measureStartUp();
  progress.phase('A fresh local cloud', 1);
  // The start before has just made the template.
  const fresh = await startFreshCloud((message) => say(`! ${message}`), 'cdk.out');
  const load = openLoad();
  try {
    progress.phase('Products and stock', 1);
    const shop = await openShop(fresh, effort.products);
    progress.phase('Sweeps', 1);
    const sweeps = await measureSweeps(fresh, shop, effort.openOrders);
    progress.phase('One order, nobody else', 1);
    const parts = await measureParts(fresh, shop, load, effort.ordersAlone);
    progress.phase('Placing orders', effort.placing.length);
    const placing: Compared[] = [];
    for (const run of effort.placing) {
      placing.push(await comparePlacing(fresh, shop, load, run));
      progress.tick();
    }
    shop.close();
    const functions = effort.handlers(fresh.cloud.model.functions);
    progress.phase('Imports', functions.length * effort.importTurns);
    const imports = await measureImports(functions, { turns: effort.importTurns, tick: progress.tick });
    progress.end();

    say(`\nLoad average now ${loadText()}\n`);
    say(`${placingText(placing)}\n\n${partsText(parts)}\n\n${sweepsText(sweeps)}\n`);
    say(`${importsText(imports.bare, imports.handlers)}\n`);
    say(summaryText([startVerdict(startSeconds), sweepVerdict(sweeps), ...importVerdicts(imports.handlers)]));
    say(
      '\nA missed budget on a busy machine says little: repeat it alone. Next: npm run cost for units and money.',
    );
  } finally {
    await load.close();
    await fresh.stop();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
