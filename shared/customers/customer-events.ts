import type { Customer } from './customer.ts';

export const CUSTOMER_EVENTS = [
  'created',
  'changed',
  'note_added',
  'merged',
  'unmerged',
  'tier_changed',
  'erasure_requested',
  'erased',
] as const;

/** One thing that happened to a customer. Only `note_added` has words of people in it; the rest names fields and codes. */
export type CustomerEvent = {
  type: (typeof CUSTOMER_EVENTS)[number];
  at: string;
  actor: string;
  reason?: string;
  data?: Readonly<Record<string, unknown>>;
};

/** What the merchant decides about a customer; its values may stand on the timeline, others' only by name. */
const SHOWN = ['tier', 'tierPinned', 'creditRating', 'creditLimit', 'language'] as const;

const PERSONAL = ['name', 'phone', 'email', 'contacts', 'addresses', 'notes', 'preferences'] as const;

/** What a change changed: names of fields, and the merchant's decisions from and to. */
export const changeOf = (before: Customer | undefined, after: Customer): Record<string, unknown> => {
  const differs = (field: keyof Customer): boolean =>
    JSON.stringify(before?.[field]) !== JSON.stringify(after[field]);
  const decided = SHOWN.filter(differs).map((field) => [
    field,
    { from: before?.[field] ?? null, to: after[field] ?? null },
  ]);
  return { fields: [...PERSONAL.filter(differs), ...SHOWN.filter(differs)], ...Object.fromEntries(decided) };
};
