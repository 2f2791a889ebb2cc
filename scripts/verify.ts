import { parseArgs } from 'node:util';
import { openTable } from './verify/open-table.ts';
import { verificationText } from './verify/print-verification.ts';
import { verifyTable } from './verify/verify-table.ts';

const USAGE = `npm run verify [-- --endpoint URL] [-- --table NAME]

Proves over the whole table that stock, money, states and keys agree, and lists every difference.
Without an endpoint it takes the local cloud's data (OMS_DATA_DIR, .oms), whether that runs or not.
Exit code 0: all agree; 1: there are differences; 2: it could not look.`;

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      endpoint: { type: 'string' },
      table: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const opened = await openTable({
    ...(values.endpoint === undefined ? {} : { endpoint: values.endpoint }),
    ...(values.table === undefined ? {} : { name: values.table }),
    dataDir: process.env.OMS_DATA_DIR || '.oms',
  });
  try {
    const verification = await verifyTable(opened.table);
    process.stdout.write(`${verificationText(verification)}\n`);
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
