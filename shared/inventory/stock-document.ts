import { type Problem, problem } from '../kernel/problem.ts';

/** The papers of the stock room; each changes only over the version that was read. */
export type DocumentKind = 'arrival' | 'transfer' | 'count' | 'import';

export type StockDocument = { id: string; version: number; status: string };

/** Work on stock that takes several transactions; a sweep finds what broke off. */
export type StockWork = { kind: DocumentKind | 'receipt'; id: string };

/** How long work may take before a sweep looks after it, in seconds: more than a function lives. */
export const WORK_SECONDS = 120;

/** 412 when the caller read another version than the document has. */
export const staleDocument = (
  what: string,
  { version }: StockDocument,
  ifMatch: number | undefined,
): Problem | undefined =>
  ifMatch === undefined || ifMatch === version
    ? undefined
    : problem(412, 'precondition_failed', 'Not the version you read', {
        detail: `The ${what} is at version ${version}. Read it again and repeat.`,
        extra: { version },
      });
