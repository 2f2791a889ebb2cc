import { inspect } from 'node:util';
import { addEventHandler } from 'jest-circus';
import { restoreServices } from './mock-service.ts';
import { letClockGo } from './stopped-clock.ts';

/**
 * What Jest does when each test file has a world of its own, done here for workers that share theirs: every test and
 * hook has a limit, and a file leaves no environment, no stopped clock and no double of a service to the next.
 */

/** For whoever names no limit of their own; a machine may be busy with other things. */
const LIMIT_MS = 90_000;

/** What `describe` keeps of a test or hook. */
type Entry = { fn?: unknown; timeout?: number | null | undefined };

/** Not the one that a test with a stopped clock puts in its place. */
const realSetTimeout = setTimeout;

/** The runner prints the stack of an error and knows neither causes nor what is thrown without being one. */
const toldWhole = (error: unknown): Error => {
  if (!(error instanceof Error)) return new Error(inspect(error));
  if (error.cause !== undefined) error.stack = inspect(error);
  return error;
};

const limited = (fn: () => unknown, limitMs: number) => async (): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = realSetTimeout(() => reject(new Error(`It takes longer than ${limitMs} ms.`)), limitMs);
  });
  try {
    await Promise.race([fn(), tooLong]);
  } catch (error) {
    throw toldWhole(error);
  } finally {
    clearTimeout(timer);
  }
};

const limit = (entry: Entry | undefined): void => {
  if (typeof entry?.fn === 'function')
    entry.fn = limited(entry.fn as () => unknown, entry.timeout ?? LIMIT_MS);
};

const environment = { ...process.env };

const leaveNothing = (): void => {
  letClockGo();
  restoreServices();
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
};

addEventHandler((event, { currentDescribeBlock, rootDescribeBlock: root }) => {
  if (event.name === 'add_test') limit(currentDescribeBlock.children.at(-1) as Entry);
  if (event.name === 'add_hook') limit(currentDescribeBlock.hooks.at(-1) as Entry);
  // The last of the file's hooks, whatever comes after it.
  const last = {
    type: 'afterAll' as const,
    fn: leaveNothing,
    asyncError: new Error(),
    parent: root,
    seenDone: false,
    timeout: null,
  };
  root.hooks = [...root.hooks.filter(({ fn }) => fn !== leaveNothing), last];
});
