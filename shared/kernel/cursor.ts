import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Problem, validationFailed } from './problem.ts';

const sign = (payload: string, key: string): Buffer =>
  createHmac('sha256', key).update(payload).digest().subarray(0, 16);

const invalid = (): Problem =>
  validationFailed([{ path: '/cursor', code: 'invalid_cursor', message: 'is not a cursor of this list' }]);

/** Seals where a list went on: opaque, tamper-proof, and bound to the query it came from. */
export const sealCursor = (position: unknown, query: string, key: string): string => {
  const payload = Buffer.from(JSON.stringify(position)).toString('base64url');
  return `${payload}.${sign(`${query}\n${payload}`, key).toString('base64url')}`;
};

/** Opens a cursor of the same query; a changed or foreign one is a 422 on `/cursor`. */
export const openCursor = (cursor: string, query: string, key: string): unknown | Problem => {
  const [payload = '', signature = ''] = cursor.split('.');
  const given = Buffer.from(signature, 'base64url');
  const expected = sign(`${query}\n${payload}`, key);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return invalid();
  return JSON.parse(Buffer.from(payload, 'base64url').toString());
};
