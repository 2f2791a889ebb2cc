import { isSafeNumber, parse } from 'lossless-json';

/**
 * JSON of a platform whose ids may exceed 2^53: a number that JavaScript would round stays text, every other number is
 * a number. Throws SyntaxError on what is no JSON, duplicate keys included.
 */
export const parseLossless = (text: string): unknown =>
  parse(text, null, (digits) => (isSafeNumber(digits) ? Number(digits) : digits));
