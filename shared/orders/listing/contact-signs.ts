import { createHash } from 'node:crypto';

/** Digits of a telephone number that are compared: enough to tell people apart, few enough for `+86 139…` to be `139…`. */
const DIGITS = 9;
/** Fewer would name very many people. */
export const LEAST_DIGITS = 7;

const hash = (kind: string, contact: string): string =>
  createHash('sha256').update(`${kind}\n${contact}`).digest('base64url').slice(0, 22);

const digitsOf = (phone: string): string => phone.replace(/\D/g, '');

/** Whether a text has enough of a telephone number to look for its owner. */
export const isSearchablePhone = (phone: string): boolean => digitsOf(phone).length >= LEAST_DIGITS;

/**
 * What stands for a telephone number in keys: the same for `+86 139 1234 5678`, `0086-13912345678` and `13912345678`.
 * A hash, because no more of a person belongs into an index than is needed to find them.
 */
export const phoneSign = (phone: string): string => hash('phone', digitsOf(phone).slice(-DIGITS));

/** What stands for an e-mail address in keys, however its letters are written. */
export const emailSign = (email: string): string => hash('email', email.trim().toLowerCase());
