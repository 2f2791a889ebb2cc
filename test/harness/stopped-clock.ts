import { mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';

/** A clock that goes on when the test says so, and what waits for it. It goes again by itself at the end of the test file. */

const STEP_MS = 1000;

/** Stops the clock alone; timers and waits stay real. */
export const stopClock = (now: number): void => mock.timers.enable({ apis: ['Date'], now });

/** Stops the clock and whatever waits for it. */
export const stopTimers = (now: number): void =>
  mock.timers.enable({ apis: ['Date', 'setTimeout', 'setInterval'], now });

/** Sets a stopped clock. */
export const setClock = (now: number): void => mock.timers.setTime(now);

/** Lets time pass in steps of a second, so that what begins when a timer fires gets on before the next one does. */
export const passTime = async (ms: number): Promise<void> => {
  for (let passed = 0; passed < ms; passed += STEP_MS) {
    mock.timers.tick(Math.min(STEP_MS, ms - passed));
    await turn();
  }
};

export const letClockGo = (): void => mock.timers.reset();
