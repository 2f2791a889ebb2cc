import { letClockGo, setClock, stopClock as stopAt } from '../../harness/stopped-clock.ts';

const START = Date.UTC(2026, 2, 1, 8);
const STEP_MS = 37_000;

/** Takes the clock in hand: it goes on when the test says so. Timers and waits stay real. */
export const startClock = (): void => stopAt(START);
export const stopClock = (): void => letClockGo();

/** Every sequence begins at the same instant. */
export const resetClock = (): void => setClock(START);

/** A little time passes between any two calls. */
export const tick = (): void => setClock(Date.now() + STEP_MS);
export const passHours = (hours: number): void => setClock(Date.now() + hours * 3_600_000);
