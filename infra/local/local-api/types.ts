/** What a handler of a `/local/…` operation gets and gives; the router knows nothing else of it. */

export type LocalRequest = {
  /** The path's `{name}` parts, decoded. */
  params: Readonly<Record<string, string>>;
  /** The last value of each query parameter. */
  query: Readonly<Record<string, string>>;
  /** The parsed JSON body; `undefined` where there is none. */
  body: unknown;
};

/** `body` is written as JSON; `undefined` gives an answer without one. */
export type LocalResponse = { status: number; body: unknown };

export type LocalOperation = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `{name}` parameters, below `/local`: `/local/queues/{name}/redrive`. */
  path: string;
  /** One sentence for people; `GET /local` lists it. */
  summary: string;
  handle(request: LocalRequest): Promise<LocalResponse>;
};

/** Thrown by a local operation for input it cannot use: answered 4xx with the message, nothing else. */
export class LocalRequestError extends Error {
  readonly status: number;

  constructor(message: string, status = 400) {
    super(message);
    this.name = 'LocalRequestError';
    this.status = status;
  }
}
