import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type LocalOperation, LocalRequestError } from './local-api/types.ts';
import type { Fault, FaultPlan } from './model.ts';

const KINDS = [
  'throttle',
  'transactionConflict',
  'slow',
  'fail',
  'drop',
  'partialFailure',
  'duplicate',
  'reorder',
] as const satisfies readonly Fault['kind'][];

const FaultRequest = z.strictObject({
  service: z.enum(['dynamodb', 'sqs', 'eventbridge', 'ses', 'secretsmanager']),
  operation: z.string().min(1).optional(),
  kind: z.enum(KINDS),
  rate: z.number().min(0).max(1).default(1),
  count: z.int().min(1).optional(),
  delayMs: z.int().min(0).max(60_000).optional(),
});

type Rule = z.infer<typeof FaultRequest> & { id: string };

/** Some faults exist only where AWS can have them; elsewhere they must not use up a rule's `count`. */
const ONLY_AT: Partial<Record<Fault['kind'], ReadonlySet<string>>> = {
  transactionConflict: new Set([
    'TransactWriteItems',
    'TransactGetItems',
    'PutItem',
    'UpdateItem',
    'DeleteItem',
  ]),
  partialFailure: new Set([
    'SendMessageBatch',
    'DeleteMessageBatch',
    'PutEvents',
    'BatchWriteItem',
    'BatchGetItem',
  ]),
  duplicate: new Set(['SendMessage', 'SendMessageBatch', 'PutEvents']),
  reorder: new Set(['ReceiveMessage']),
};

/** Faults as a test or a person asked for them. `random` answers in [0, 1). */
export function createFaults(
  random: () => number = Math.random,
): FaultPlan & { operations: LocalOperation[] } {
  let rules: Rule[] = [];

  const next = (service: string, operation: string): Fault | undefined => {
    const rule = rules.find(
      (candidate) =>
        candidate.service === service &&
        (candidate.operation ?? operation) === operation &&
        (ONLY_AT[candidate.kind]?.has(operation) ?? true) &&
        random() < candidate.rate,
    );
    if (!rule) return undefined;
    if (rule.count !== undefined && --rule.count === 0) rules = rules.filter(({ id }) => id !== rule.id);
    return { kind: rule.kind, ...(rule.delayMs === undefined ? {} : { delayMs: rule.delayMs }) };
  };

  const add = (body: unknown): Rule => {
    const parsed = FaultRequest.safeParse(body);
    if (!parsed.success) throw new LocalRequestError(z.prettifyError(parsed.error));
    const rule = { id: randomUUID(), ...parsed.data };
    rules.push(rule);
    return { ...rule };
  };

  const path = '/local/faults';
  return {
    next,
    operations: [
      {
        method: 'POST',
        path,
        summary: 'Makes calls of a service go wrong: throttle, slow, fail, drop, conflicts, duplicates.',
        handle: async ({ body }) => ({ status: 201, body: add(body) }),
      },
      {
        method: 'GET',
        path,
        summary: 'The faults that are on.',
        handle: async () => ({ status: 200, body: { items: rules } }),
      },
      {
        method: 'DELETE',
        path,
        summary: 'Turns all faults off.',
        handle: async () => {
          rules = [];
          return { status: 204, body: undefined };
        },
      },
    ],
  };
}
