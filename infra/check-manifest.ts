import type { Capability, FunctionDefinition } from './capabilities/types.ts';
import { settingsOf } from './function-settings.ts';

type Listed = { capability: string; definition: FunctionDefinition };

/**
 * Finds what the type of the manifest cannot forbid: names and routes given twice, queues with two readers,
 * settings AWS would refuse at deployment.
 * @returns one sentence for each mistake; none when the manifest is right.
 */
export function manifestMistakes(capabilities: readonly Capability[]): string[] {
  const all = capabilities.flatMap(({ name, functions }) =>
    functions.map((definition): Listed => ({ capability: name, definition })),
  );
  return [
    ...twice(capabilities.map(({ name }) => name)).map((name) => `Two capabilities are named ${name}.`),
    ...twice(all.map(({ definition }) => definition.name)).map((name) => `Two functions are named ${name}.`),
    ...twice(all.flatMap(routeShape)).map((route) => `Two functions answer ${route}.`),
    ...twice(all.flatMap(queueRead)).map((queue) => `Two functions read the queue ${queue}.`),
    ...all.flatMap(({ definition }) => settingMistakes(definition)),
  ];
}

/** @throws Error that lists every mistake, so that all can be put right at once. */
export function checkManifest(capabilities: readonly Capability[]): void {
  const mistakes = manifestMistakes(capabilities);
  if (mistakes.length > 0) throw new Error(`The manifest is wrong:\n- ${mistakes.join('\n- ')}`);
}

/** `/orders/{id}` and `/orders/{orderId}` are the same route to API Gateway. */
function routeShape({ definition: { trigger } }: Listed): string[] {
  return 'route' in trigger ? [trigger.route.replace(/\{[^}+]+\}/g, '{}')] : [];
}

function queueRead({ definition: { trigger } }: Listed): string[] {
  return 'queue' in trigger ? [trigger.queue] : [];
}

function settingMistakes(definition: FunctionDefinition): string[] {
  const { name, trigger } = definition;
  const mistakes: string[] = [];
  if (!/^[a-z]+(-[a-z0-9]+)*$/.test(name)) mistakes.push(`${name} is not in kebab-case.`);
  if ('route' in trigger && settingsOf(definition).timeoutSeconds > 29)
    mistakes.push(`${name} may run longer than the 29 s after which the API gives up.`);
  if ('queue' in trigger && trigger.batchSize > 10 && !trigger.windowSeconds)
    mistakes.push(`${name} asks for ${trigger.batchSize} messages at once, which needs windowSeconds.`);
  if ('queue' in trigger && trigger.maxConcurrency !== undefined && trigger.maxConcurrency < 2)
    mistakes.push(`${name} asks for a concurrency below 2, which SQS does not offer.`);
  return mistakes;
}

function twice(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
