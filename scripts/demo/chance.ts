import { createHash } from 'node:crypto';

/** A number from 0 to 1 that depends on nothing but its words: every run of the demo decides alike. */
export const chance = (...words: readonly string[]): number =>
  createHash('sha256').update(words.join('\n')).digest().readUInt32BE() / 2 ** 32;

/** One of these, always the same for the same words. */
export const oneOf = <T>(choices: readonly [T, ...T[]], ...words: readonly string[]): T =>
  choices[Math.floor(chance(...words) * choices.length)] ?? choices[0];
