import { identity } from './identity.ts';
import { system } from './system.ts';
import type { Capability } from './types.ts';

/** Every capability there is. A new one is a file beside this and a line here; a new operation is neither. */
export const capabilities: readonly Capability[] = [identity, system];
