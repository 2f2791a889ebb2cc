import type { Capability, FunctionDefinition } from './types.ts';

/** What speaks to a function's own queue; only who has failed has anything to say. */
const GIVE_BACK = 'shared/runtime/give-back.ts';

const withPart = (definition: FunctionDefinition): FunctionDefinition =>
  'queue' in definition.trigger
    ? { ...definition, parts: [...(definition.parts ?? []), GIVE_BACK] }
    : definition;

/** Lets the consumers of queues load what gives messages back when they need it, and not before. */
export const givingBack = (capability: Capability): Capability => ({
  ...capability,
  functions: capability.functions.map(withPart),
});
