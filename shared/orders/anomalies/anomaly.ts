import type { HoldKind } from '../order.ts';

/** How sure it is that something is wrong: `high` when it cannot be right, `low` when people should have a look. */
export type Severity = 'low' | 'high';

/**
 * Something about an order that people should see before it goes on. `evidence` says what was found, with no more of
 * the buyer than the order shows anyway.
 */
export type Anomaly = {
  kind: Extract<HoldKind, 'price' | 'quantity' | 'address' | 'contact' | 'credit' | 'duplicate'>;
  code: string;
  severity: Severity;
  /** For people, one clause. */
  reason: string;
  evidence: Readonly<Record<string, unknown>>;
  /**
   * What it was found by, and how far off that is; the same words and no greater number are the same finding, which
   * people need not decide about twice. Never stored; `code` alone where nothing is said.
   */
  signs?: Readonly<Record<string, number>>;
};
