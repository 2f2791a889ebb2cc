import type { Capability, FunctionDefinition, QueueName } from './capabilities/types.ts';

export type FunctionSettings = { timeoutSeconds: number; memoryMb: number };

/** What a function gets when its definition does not say: people wait for routes, nobody for the rest. */
export function settingsOf({ trigger, timeoutSeconds, memoryMb }: FunctionDefinition): FunctionSettings {
  const usual = 'route' in trigger ? 10 : 'schedule' in trigger ? 60 : 30;
  return { timeoutSeconds: timeoutSeconds ?? usual, memoryMb: memoryMb ?? 512 };
}

/**
 * How long a queue hides a delivered message, in seconds: six times its reader's timeout and the batching window,
 * as Lambda asks for, so that a slow batch is not delivered a second time while it still runs.
 */
export function visibilitySeconds(queue: QueueName, capabilities: readonly Capability[]): number {
  const reader = capabilities
    .flatMap(({ functions }) => functions)
    .find(({ trigger }) => 'queue' in trigger && trigger.queue === queue);
  if (!reader || !('queue' in reader.trigger)) return 180;
  return 6 * settingsOf(reader).timeoutSeconds + (reader.trigger.windowSeconds ?? 0);
}
