import { TooBusyError } from './transact.ts';

const NETWORK = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'TimeoutError']);

const THROTTLED = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TransactionInProgressException',
  // A single write met a transaction on its item; the SDK does not try that again.
  'TransactionConflictException',
]);

/**
 * Whether an error of a service passes by itself: throttling, a fault on AWS's side, a broken connection. The SDK has
 * tried again by then; the caller is told to come back later instead of being told of a defect.
 */
export const isPassing = (error: unknown): boolean => {
  if (error instanceof TooBusyError) return true;
  if (!(error instanceof Error)) return false;
  const { name, code, $fault } = error as Error & { code?: string; $fault?: string };
  return $fault === 'server' || THROTTLED.has(name) || NETWORK.has(name) || NETWORK.has(code ?? '');
};
