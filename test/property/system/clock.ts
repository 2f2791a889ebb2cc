import { jest } from '@jest/globals';

const START = Date.UTC(2026, 2, 1, 8);
const STEP_MS = 37_000;

/** Takes the clock in hand: it goes on when the test says so. Timers and waits stay real. */
export const startClock = (): void => {
  jest.useFakeTimers({
    now: START,
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'setTimeout',
      'clearTimeout',
    ],
  });
};
export const stopClock = (): void => void jest.useRealTimers();

/** Every sequence begins at the same instant. */
export const resetClock = (): void => void jest.setSystemTime(START);

/** A little time passes between any two calls. */
export const tick = (): void => void jest.setSystemTime(Date.now() + STEP_MS);
export const passHours = (hours: number): void => void jest.setSystemTime(Date.now() + hours * 3_600_000);
