import { parseArgs } from 'node:util';
import { repairText } from './repair/print-repairs.ts';
import { repairTable } from './repair/repair-table.ts';
import { openTable } from './verify/open-table.ts';
import { verificationText } from './verify/print-verification.ts';
import { verifyTable } from './verify/verify-table.ts';

const USAGE = `npm run verify [-- --endpoint URL] [--table NAME] [--repair [--apply]]

Proves over the whole table that stock, money, states and keys agree, and lists every difference.
With --repair it proposes what would put balances of the stock right: what exactly would be written, and from which
movements and reservations it follows. Where what is written down contradicts itself, it proposes nothing and says so.
Only with --apply as well is it written, each figure only if nobody has changed it since; then all is proved again.
Without an endpoint it takes the local cloud's data (OMS_DATA_DIR, .oms), whether that runs or not.
Exit code 0: all agree; 1: there are differences; 2: it could not look.`;

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      endpoint: { type: 'string' },
      table: { type: 'string' },
      repair: { type: 'boolean' },
      apply: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  if (values.apply && !values.repair) throw new Error('--apply goes with --repair.');
  const opened = await openTable({
    ...(values.endpoint === undefined ? {} : { endpoint: values.endpoint }),
    ...(values.table === undefined ? {} : { name: values.table }),
    dataDir: process.env.OMS_DATA_DIR || '.oms',
  });
  try {
    let verification = await verifyTable(opened.table);
    process.stdout.write(`${verificationText(verification)}\n`);
    if (values.repair) {
      const apply = values.apply === true;
      const report = await repairTable(opened.table, apply);
      process.stdout.write(`${repairText(report, apply)}\n`);
      if (report.applied.length > 0) {
        verification = await verifyTable(opened.table);
        process.stdout.write(`\nAfter the repair\n${verificationText(verification)}\n`);
      }
    }
    return verification.differences.length + verification.unexamined > 0 ? 1 : 0;
  } finally {
    await opened.close();
  }
};

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
