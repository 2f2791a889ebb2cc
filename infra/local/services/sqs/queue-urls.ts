/** The address of SQS in the cloud, as `Ref` of a queue gives it. */
const CLOUD_ORIGIN = /^https:\/\/sqs\.[a-z0-9-]+\.amazonaws\.com(?=\/)/;

/**
 * A function's environment with its queue URLs pointing at the local SQS. Needed because the SDK sends to the host of
 * `QueueUrl`, not to `AWS_ENDPOINT_URL_SQS`, when the two differ.
 */
export function withLocalQueueUrls(
  environment: Readonly<Record<string, string>>,
  endpoint: string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, value.replace(CLOUD_ORIGIN, endpoint)]),
  );
}
