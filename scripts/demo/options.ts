import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

export type DemoOptions = { file: string; isSample: boolean; keep: boolean; port: number };

const SAMPLE = fileURLToPath(new URL('../sample/online-retail-2010-12-01-to-02.csv.gz', import.meta.url));

export const USAGE = `npm run demo [-- --file CSV] [-- --keep] [-- --port N]

Starts a local cloud of its own and sends two days of a real shop's orders through it.
  --file CSV  other days of the Online Retail data set, or your own data in its form (.csv or .csv.gz)
  --keep      leaves the system running afterwards, to look at
  --port N    where it answers; a free port by default
Exit code 0: all stock, money, states and keys agree afterwards, and nothing was lost.`;

/** Reads the command line; undefined when help is asked for. */
export const readOptions = (args: readonly string[]): DemoOptions | undefined => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      file: { type: 'string' },
      keep: { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port is "${values.port}"; it must be a whole number up to 65535.`);
  return {
    file: values.file ?? SAMPLE,
    isSample: values.file === undefined,
    keep: values.keep,
    port,
  };
};
