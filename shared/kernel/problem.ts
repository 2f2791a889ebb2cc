/** One wrong place in a request: `path` is a JSON pointer into it. */
export type FieldError = { path: string; code: string; message: string };

/**
 * An expected failure, returned as a value (a bug is thrown). The HTTP layer turns it into an RFC 9457
 * document; `extra` becomes further members of it.
 */
export type Problem = {
  readonly kind: 'problem';
  status: number;
  code: string;
  title: string;
  detail?: string;
  errors?: readonly FieldError[];
  headers?: Readonly<Record<string, string>>;
  extra?: Readonly<Record<string, unknown>>;
};

type Details = Omit<Problem, 'kind' | 'status' | 'code' | 'title'>;

/** Makes a problem; the house's own constructors below are to be preferred. */
export const problem = (status: number, code: string, title: string, details: Details = {}): Problem => ({
  kind: 'problem',
  status,
  code,
  title,
  ...details,
});

/** Tells an expected failure from a result. */
export const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'problem';

/** 404: there is no such thing, or the caller may not know of it. */
export const notFound = (what: string): Problem =>
  problem(404, 'not_found', 'Not found', { detail: `There is no such ${what}.` });

/** 403: the caller is known but may not. */
export const forbidden = (detail: string): Problem => problem(403, 'forbidden', 'Not allowed', { detail });

/** 422: the request is well formed, but these fields are wrong. */
export const validationFailed = (errors: readonly FieldError[]): Problem =>
  problem(422, 'validation_failed', 'Some fields are not valid', { errors });

/** 409: the state does not allow it; says which state, and what it allows. */
export const illegalTransition = (state: string, allowed: readonly string[], detail: string): Problem =>
  problem(409, 'illegal_transition', 'Not possible in this state', { detail, extra: { state, allowed } });

/** 409: somebody else changed it meanwhile, and retrying did not help. */
export const versionConflict = (what: string): Problem =>
  problem(409, 'version_conflict', 'Changed by somebody else meanwhile', {
    detail: `The ${what} was changed at the same time. Read it again and repeat.`,
  });

/** 503: too busy right now; nothing was changed. */
export const busy = (): Problem =>
  problem(503, 'busy', 'Too busy, nothing was changed', {
    detail: 'Many requests want the same thing at this moment. Repeat with the same Idempotency-Key.',
    headers: { 'retry-after': '1' },
  });
