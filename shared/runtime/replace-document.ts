import { isDeepStrictEqual } from 'node:util';
import { isProblem, type Problem, problem, versionConflict } from '../kernel/problem.ts';
import type { Deps } from './deps.ts';
import { type Answer, created, ok } from './http-answer.ts';
import { transact, type Write } from './transact.ts';

const ATTEMPTS = 6;

type Versioned = { version: number };

/** How a `PUT` replaces a document; `Context` is what is read beside it. */
export type Replacement<T extends Versioned, Context> = {
  what: string;
  /** The version the caller read; another one refuses instead of retrying. */
  ifMatch?: number;
  read: () => Promise<{ document?: T; context: Context }>;
  /** The next document; its version is one above the one before. */
  decide: (before: T | undefined) => T | Problem;
  /** The writes that hold the document to what was read; the first failing condition means: read again. */
  writes: (next: T, before: T | undefined, context: Context) => readonly Write[] | Problem;
};

/**
 * Read → decide → write, until nobody interferes: how a `PUT` replaces a versioned document. One that says what is
 * already there writes nothing and keeps its version.
 */
export const replaceDocument = async <T extends Versioned, Context>(
  { table, random }: Deps,
  { what, ifMatch, read, decide, writes }: Replacement<T, Context>,
): Promise<{ document: T; isNew: boolean } | Problem> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { document: before, context } = await read();
    if (ifMatch !== undefined && ifMatch !== (before?.version ?? 0)) return stale(what, before);
    const next = decide(before);
    if (isProblem(next)) return next;
    if (before && isDeepStrictEqual({ ...next, version: before.version }, before))
      return { document: before, isNew: false };
    const toWrite = writes(next, before, context);
    if (isProblem(toWrite)) return toWrite;
    const outcome = await transact(table, toWrite, random);
    if (outcome.committed) return { document: next, isNew: before === undefined };
  }
  return versionConflict(what);
};

/** 201 for a new document, 200 for a replaced one, with its version as ETag. */
export const replacementAnswer = <T extends Versioned>(
  result: { document: T; isNew: boolean } | Problem,
  view: (document: T) => unknown,
): Answer | Problem => {
  if (isProblem(result)) return result;
  const { document, isNew } = result;
  return (isNew ? created : ok)(view(document), document.version);
};

const stale = (what: string, before: Versioned | undefined): Problem =>
  problem(412, 'precondition_failed', 'Not the version you read', {
    detail: `The ${what} is at version ${before?.version ?? 0}. Read it again and repeat.`,
    extra: { version: before?.version ?? 0 },
  });
