import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Capability } from '../capabilities/types.ts';
import { addFunction } from '../constructs/add-function.ts';
import type { ApiResources, SharedResources } from '../constructs/shared-resources.ts';

export type CapabilityStackProps = { capability: Capability; resources: SharedResources; api: ApiResources };

/** One capability's functions with their triggers. */
export class CapabilityStack extends Stack {
  constructor(scope: Construct, id: string, { capability, resources, api }: CapabilityStackProps) {
    super(scope, id, { description: `The ${capability.name} functions.` });
    for (const definition of ownFunctions(capability))
      addFunction(this, { capability: capability.name, definition, resources }, api);
  }
}

/** The functions of a capability's own stack; those the user pool calls are made beside the pool. */
export function ownFunctions({ functions }: Capability) {
  return functions.filter(({ trigger }) => !('userPool' in trigger));
}
