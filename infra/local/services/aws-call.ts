/** The scope is for DynamoDB Local, which reads the region from it and checks no signature. */
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/local/aws4_request, SignedHeaders=host, Signature=0';

/** An error answer of a service, by the last part of its `__type`. */
export class AwsCallError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status: number) {
    super(`${code}: ${message}`);
    this.name = 'AwsCallError';
    this.code = code;
    this.status = status;
  }
}

/**
 * Calls an AWS JSON operation, `DynamoDB_20120810.DescribeTable`, without an SDK client: the local cloud needs a few
 * operations of services whose clients the product does not use.
 *
 * @throws {AwsCallError} when the service answers with an error; fetch's own error when nothing answers.
 */
export async function awsCall<T>(endpoint: string, target: string, input: unknown): Promise<T> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
      authorization: AUTHORIZATION,
    },
    body: JSON.stringify(input),
  });
  const text = await response.text();
  if (response.ok) return (text === '' ? {} : JSON.parse(text)) as T;
  const error = readError(text);
  throw new AwsCallError(error.code, error.message, response.status);
}

function readError(text: string): { code: string; message: string } {
  try {
    const body = JSON.parse(text) as { __type?: string; message?: string; Message?: string };
    const code = body.__type?.split('#').at(-1) ?? 'UnknownError';
    return { code, message: body.message ?? body.Message ?? '' };
  } catch {
    return { code: 'UnknownError', message: text.slice(0, 200) };
  }
}
