import { setTimeout as sleep } from 'node:timers/promises';

/** Waits, but not longer than until `signal` aborts; never rejects. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch {
    // Aborted: the caller looks at the signal.
  }
}

/** Doubling pauses with jitter: 100 ms, 200 ms … `longest`. */
export function backoff(attempt: number, longest: number): number {
  return Math.min(100 * 2 ** attempt, longest) * (0.5 + Math.random() / 2);
}
