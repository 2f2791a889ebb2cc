import { createHash, timingSafeEqual } from 'node:crypto';
import type { Random } from '../kernel/ids.ts';

/** As many digits as a person remembers on the way to the counter. */
const DIGITS = 6;

/** Wrong codes after which the counter has to ask for a new one: a guesser has 5 in 1,000,000. */
export const MOST_FAILURES = 5;

/** A code to fetch goods with, by chance. */
export const newPickupCode = (random: Random): string =>
  String(Math.floor(random() * 10 ** DIGITS)).padStart(DIGITS, '0');

const digest = (code: string): Buffer => createHash('sha256').update(code).digest();

/** Whether a code is the one; how long the answer takes says nothing of it. */
export const isCode = (shown: string, code: string): boolean => timingSafeEqual(digest(shown), digest(code));
