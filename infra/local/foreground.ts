import type { Report } from './parts.ts';

/** Prints for a terminal: errors to stderr, all else to stdout. */
export const print: Report = (level, message) => {
  (level === 'error' ? process.stderr : process.stdout).write(`${message}\n`);
};

export type Foreground = {
  /** Something happened that the process cannot go on after: says it, stops and exits 1. */
  fatal(message: string): void;
};

/** The whole way out must be shorter than the 10 s that a container gives. */
const LAST_MOMENT_MS = 9_500;
const PARENT_CHECK_MS = 500;

/**
 * Ends the process as its user expects: the first SIGTERM or SIGINT stops in order and exits 0, a second one exits at
 * once, and what nobody caught is told and exits 1.
 */
export function runInForeground(stop: () => Promise<void>): Foreground {
  let leaving = false;

  function leave(code: number): void {
    if (leaving) return;
    leaving = true;
    setTimeout(() => process.exit(code || 1), LAST_MOMENT_MS).unref();
    stop().then(
      () => process.exit(code),
      (error: unknown) => {
        print('error', `Stopping went wrong: ${String(error)}`);
        process.exit(1);
      },
    );
  }

  function fatal(message: string): void {
    if (leaving) return;
    print('error', `\n${message}`);
    leave(1);
  }

  function onSignal(signal: NodeJS.Signals): void {
    if (leaving) process.exit(1);
    print('info', `\n${signal}: finishing what runs …`);
    leave(0);
  }

  /** npm ends on SIGTERM without telling the script that it runs; whoever stopped npm meant us. */
  function leaveWithNpm(): void {
    const npm = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid === npm) return;
      clearInterval(watch);
      onSignal('SIGTERM');
    }, PARENT_CHECK_MS);
    watch.unref();
  }

  if (process.env.npm_lifecycle_event !== undefined) leaveWithNpm();
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  process.on('uncaughtException', (error) => fatal(`A defect of the local cloud: ${error.stack ?? error}`));
  return { fatal };
}
