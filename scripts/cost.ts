import { parseArgs } from 'node:util';
import { perOrder } from './cost/metering.ts';
import { billText, budgetText, groupsText, stepsText, sumOf } from './cost/report.ts';
import { openShop } from './cost/shop.ts';
import { startFreshCloud } from './cost/start-cloud.ts';
import { walkOrders } from './cost/walk-orders.ts';
import { createProgress } from './demo/progress.ts';

const USAGE = `npm run cost [-- --orders 50] [-- --only-small]

Walks orders from placing to completion on a fresh local cloud, and prints what one of them uses and what a thousand
would cost at list prices. Then an order of 200 lines and one of 1,000 (left out by --only-small).`;

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      orders: { type: 'string', default: '50' },
      'only-small': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return void say(USAGE);
  const orders = Number(values.orders);
  if (!Number.isInteger(orders) || orders < 1 || orders > 10_000)
    throw new Error(`--orders is "${values.orders}"; it must be a whole number from 1 to 10000.`);
  const large = values['only-small'] ? [] : [200, 1000];

  say('Starting a fresh local cloud in memory');
  const fresh = await startFreshCloud((message) => say(`! ${message}`));
  try {
    const shop = await openShop(fresh, Math.max(3, ...large));
    const progress = createProgress(process.stdout);
    say(`\n${orders} prepaid orders of three lines`);
    const steps = await walkOrders(fresh, shop, { orders, lines: 3, progress });
    const reports = [`\n${stepsText(steps, orders)}`];
    const one = perOrder(sumOf(steps), orders);
    reports.push(groupsText(one), `\n${billText(one)}`);
    for (const lines of large) {
      say(`\nOne order of ${lines} lines`);
      const walked = await walkOrders(fresh, shop, { orders: 1, lines, progress });
      reports.push(`\nOne order of ${lines} lines\n${stepsText(walked, 1)}`);
    }
    shop.close();
    for (const report of reports) say(report);
    say(`\n${budgetText(one)}`);
    say('\nNext: npm run bench for speed, npm run demo for a busy day; docs/ says what each step does.');
  } finally {
    await fresh.stop();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
