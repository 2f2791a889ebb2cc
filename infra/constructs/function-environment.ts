import type { Access } from '../capabilities/types.ts';
import type { SharedResources } from './shared-resources.ts';

/** The environment of a function: where what it may touch is found, and nothing it may not touch. */
export function functionEnvironment(
  capability: string,
  access: Access,
  resources: SharedResources,
): Record<string, string> {
  const queues = (access.sends ?? []).map((name) => [
    `${upper(name)}_QUEUE_URL`,
    resources.queues[name].queueUrl,
  ]);
  const secrets = (access.secrets ?? []).map((name) => [
    `${upper(name)}_ID`,
    secretName(resources.config.stage, name),
  ]);
  return {
    TABLE_NAME: resources.table.name,
    STAGE: resources.config.stage,
    POWERTOOLS_SERVICE_NAME: capability,
    POWERTOOLS_METRICS_NAMESPACE: 'Oms',
    NODE_OPTIONS: '--enable-source-maps',
    ...(access.publishes ? { EVENT_BUS_NAME: resources.bus.eventBusName } : {}),
    ...Object.fromEntries([...queues, ...secrets]),
    ...(access.email ? { MAIL_FROM: resources.config.mailFrom } : {}),
  };
}

/** The physical name of a secret. */
export function secretName(stage: string, name: string): string {
  return `oms-${stage}-${name}`;
}

function upper(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}
