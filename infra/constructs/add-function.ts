import type { Construct } from 'constructs';
import { ApiFunction } from './api-function.ts';
import type { FunctionProps } from './function-with-role.ts';
import { QueueConsumer } from './queue-consumer.ts';
import { ScheduledFunction } from './scheduled-function.ts';
import type { ApiResources } from './shared-resources.ts';
import { StreamConsumer } from './stream-consumer.ts';

/** Makes what a definition's trigger asks for. Triggers of the user pool belong to its stack and are left out. */
export function addFunction(scope: Construct, props: FunctionProps, api: ApiResources): void {
  const { name, trigger } = props.definition;
  const id = pascalCase(name);
  if ('route' in trigger) new ApiFunction(scope, id, { ...props, trigger, api });
  else if ('queue' in trigger) new QueueConsumer(scope, id, { ...props, trigger });
  else if ('stream' in trigger) new StreamConsumer(scope, id, { ...props, trigger });
  else if ('schedule' in trigger) new ScheduledFunction(scope, id, { ...props, trigger });
}

/** `place-order` → `PlaceOrder`, as logical ids are written. */
export function pascalCase(kebab: string): string {
  return kebab.replace(/(^|-)([a-z0-9])/g, (_match, _dash: string, letter: string) => letter.toUpperCase());
}
