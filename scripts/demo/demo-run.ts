import type { Client } from './client.ts';
import type { Progress } from './progress.ts';
import type { Invoice } from './read-invoices.ts';
import type { Tally } from './tally.ts';

/** What all phases of the demo share. */
export type DemoRun = {
  client: Client;
  progress: Progress;
  tally: Tally;
  invoices: readonly Invoice[];
  /** When the demo began; sweeps run as of later times. */
  startedAt: Date;
};

/** Requests in flight: enough to keep two cores busy, few enough that nothing waits for long. */
export const AT_ONCE = 24;

/** Counts a refusal under its code, and with its first field where it names one. */
export const reasonOf = (body: Record<string, unknown>): string => {
  const [first] = (body.errors ?? []) as { path: string; code: string }[];
  const code = String(body.code ?? 'no code');
  return first ? `${code}: ${first.code} at ${first.path.replace(/\d+/g, '…')}` : code;
};
