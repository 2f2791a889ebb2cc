import { availableParallelism } from 'node:os';

/** Where functions wait for their turn to load; `enter` resolves with what to call when they have loaded. */
export type StartLine = { enter(): Promise<() => void> };

/**
 * Lets a few functions load at a time. Lambda gives each a processor; here they share the machine's, and a burst of
 * requests to many cold functions would otherwise make all of them load for longer than they may.
 */
export function createStartLine(atOnce = Math.max(2, availableParallelism())): StartLine {
  const waiting: (() => void)[] = [];
  let loading = 0;
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else loading -= 1;
  };
  return {
    async enter() {
      if (loading < atOnce) loading += 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      let left = false;
      return () => {
        if (!left) leave();
        left = true;
      };
    },
  };
}
