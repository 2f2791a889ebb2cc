import type { LocalQueue } from '../../model.ts';

/**
 * A function's environment with its queue URLs pointing at the local SQS. Needed because the SDK sends to the host of
 * `QueueUrl`, not to `AWS_ENDPOINT_URL_SQS`, when the two differ.
 */
export function withLocalQueueUrls(
  environment: Readonly<Record<string, string>>,
  queues: readonly LocalQueue[],
  endpoint: string,
): Record<string, string> {
  const local = (value: string) =>
    queues.some(({ url }) => url === value) ? new URL(new URL(value).pathname, endpoint).href : value;
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, local(value)]));
}
