import { mockClient as mock } from 'aws-sdk-client-mock';

/** What stands in for a service, until the test file ends. */
const standing = new Set<{ restore(): void }>();

/** Puts a double in the place of an AWS client's class, for this test file: `mockService(SQSClient).on(…)`. */
export const mockService: typeof mock = (client, sandbox) => {
  const double = mock(client, sandbox);
  standing.add(double);
  return double;
};

/** Gives all services back; each test file ends with it. */
export const restoreServices = (): void => {
  for (const double of standing) double.restore();
  standing.clear();
};
