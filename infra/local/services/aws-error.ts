/** An error as a service of AWS answers it: the code the SDK makes the exception's name of, and the HTTP status. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** What the answer holds besides type and message. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: string,
    message: string,
    status = 400,
    extra: { fields?: Record<string, unknown>; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
    this.fields = extra.fields ?? {};
    this.headers = extra.headers ?? {};
  }
}
