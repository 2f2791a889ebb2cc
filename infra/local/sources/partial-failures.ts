/** What a function said of its batch: all done, some items failed (by identifier), or an answer Lambda cannot use. */
export type BatchVerdict =
  | { kind: 'success' }
  | { kind: 'failure' }
  | { kind: 'partial'; failed: ReadonlySet<string> };

/**
 * Reads `{ batchItemFailures: [{ itemIdentifier }] }` as Lambda does: nothing, an empty object or an empty list means
 * success; a malformed answer, an empty or an unknown identifier means that the whole batch failed.
 */
export function readBatchVerdict(answer: unknown, known: ReadonlySet<string>): BatchVerdict {
  if (answer === null || answer === undefined) return { kind: 'success' };
  if (typeof answer !== 'object' || Array.isArray(answer)) return { kind: 'failure' };
  const { batchItemFailures: items } = answer as { batchItemFailures?: unknown };
  if (items === undefined || items === null) return { kind: 'success' };
  if (!Array.isArray(items)) return { kind: 'failure' };
  const failed = new Set<string>();
  for (const item of items as unknown[]) {
    const identifier = (item as { itemIdentifier?: unknown } | null)?.itemIdentifier;
    if (typeof identifier !== 'string' || !known.has(identifier)) return { kind: 'failure' };
    failed.add(identifier);
  }
  return failed.size === 0 ? { kind: 'success' } : { kind: 'partial', failed };
}
