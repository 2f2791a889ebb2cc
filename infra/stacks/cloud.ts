import type { App } from 'aws-cdk-lib/core';
import type { Capability } from '../capabilities/types.ts';
import { checkManifest } from '../check-manifest.ts';
import type { StageConfig } from '../config.ts';
import type { SharedResources } from '../constructs/shared-resources.ts';
import { ApiStack } from './api-stack.ts';
import { CapabilityStack, ownFunctions } from './capability-stack.ts';
import { DataStack } from './data-stack.ts';
import { EntryStack } from './entry-stack.ts';
import { MessagingStack } from './messaging-stack.ts';
import { ObservabilityStack } from './observability-stack.ts';

export type CloudProps = {
  config: StageConfig;
  capabilities: readonly Capability[];
  /** The folder that the handlers were bundled into. */
  bundles: string;
};

/**
 * The whole system of one stage, in the order in which it is deployed:
 * data and messaging → API → capabilities → entry → observability.
 * @throws Error when the manifest contradicts itself.
 */
export function buildCloud(app: App, { config, capabilities, bundles }: CloudProps): void {
  checkManifest(capabilities);
  const id = (part: string) => `oms-${config.stage}-${part}`;
  const { table, secrets } = new DataStack(app, id('data'), config);
  const messaging = new MessagingStack(app, id('messaging'), { config, capabilities });
  const { bus, queues, failures, alarmTopic } = messaging;
  const resources: SharedResources = { config, bundles, table, secrets, bus, queues, failures, alarmTopic };
  const { api } = new ApiStack(app, id('api'), { resources, capabilities });
  const entry = new EntryStack(app, id('entry'), { config, api, capabilities });
  for (const capability of capabilities.filter((each) => ownFunctions(each).length > 0)) {
    const stack = new CapabilityStack(app, id(capability.name), { capability, resources, api });
    entry.addStackDependency(stack, 'The stage has settings for the routes of this stack.');
  }
  new ObservabilityStack(app, id('observability'), {
    config,
    capabilities,
    apiId: api.apiId,
    topic: alarmTopic,
  });
}
