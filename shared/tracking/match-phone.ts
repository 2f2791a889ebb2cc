import { createHash, timingSafeEqual } from 'node:crypto';

/** Fewer digits could be guessed. */
const LEAST_DIGITS = 7;
/** A country's code has at most three digits; so much may one number have before the other. */
const COUNTRY_DIGITS = 3;

/** Digits alone, without the zeros that stand for "abroad" or "another town". */
const digitsOf = (phone: string): string => phone.replaceAll(/\D/g, '').replace(/^0+/, '');

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Whether two telephone numbers are the same, however written: `+86 139 1234 5678`, `0086-13912345678`, `13912345678`.
 * Compared in constant time, so that answers do not tell how much of a guess was right.
 */
export const samePhone = (one: string, other: string): boolean => {
  const [short, long] = [digitsOf(one), digitsOf(other)].sort((a, b) => a.length - b.length) as [
    string,
    string,
  ];
  const end = long.slice(long.length - short.length);
  const comparable = short.length >= LEAST_DIGITS && long.length - short.length <= COUNTRY_DIGITS;
  return timingSafeEqual(hash(end), hash(short)) && comparable;
};
