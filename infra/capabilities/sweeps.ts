import type { Capability, FunctionDefinition } from './types.ts';

/** Finds in an index what is due, and sends it to the queue of due work. */
const sweep = (name: string, schedule: `rate(${string})`, purpose: string): FunctionDefinition => ({
  name,
  purpose,
  trigger: { schedule },
  access: { table: ['Query'], sends: ['due-work'] },
});

/** What happens because time passes. */
export const sweeps: Capability = {
  name: 'sweeps',
  functions: [
    sweep(
      'remind-unpaid-orders',
      'rate(5 minutes)',
      'Finds unpaid orders; without it, nobody is reminded and unpaid orders keep their stock.',
    ),
    sweep(
      'watch-shipping',
      'rate(5 minutes)',
      'Finds orders that should have left; without it, late orders go unnoticed.',
    ),
    sweep(
      'chase-silent-parcels',
      'rate(30 minutes)',
      'Finds parcels without news; without it, lost parcels are found by their buyers.',
    ),
    sweep(
      'complete-delivered-orders',
      'rate(1 hour)',
      'Finds orders delivered long ago; without it, they stay open for ever.',
    ),
    sweep(
      'undo-abandoned-placements',
      'rate(1 minute)',
      'Finds large orders whose placing broke off; without it, their stock seems sold that is not.',
    ),
    {
      name: 'handle-due',
      purpose: 'Does what the sweeps found; without it, reminders, cancellations and alarms do not happen.',
      trigger: { queue: 'due-work', batchSize: 10 },
      access: { table: ['Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'] },
    },
  ],
};
