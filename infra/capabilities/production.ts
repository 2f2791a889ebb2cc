import type { Capability, FunctionDefinition } from './types.ts';

const CHANGE = ['Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'] as const;

const step = (
  name: string,
  route: string,
  purpose: string,
  table: NonNullable<FunctionDefinition['access']['table']> = CHANGE,
): FunctionDefinition => ({
  name,
  purpose,
  trigger: { route: `POST /v1/productions/{id}/${route}`, auth: 'jwt' },
  access: { table },
});

/** Goods that are made, or bought, once they are ordered. */
export const production: Capability = {
  name: 'production',
  functions: [
    {
      name: 'list-productions',
      purpose: 'Shows workshops what is to be made; without it, nobody begins what was ordered.',
      trigger: { route: 'GET /v1/productions', auth: 'jwt' },
      access: { table: ['Query', 'BatchGetItem'], secrets: ['cursor-key'] },
    },
    {
      name: 'get-production',
      purpose: 'Shows one piece of work; without it, a workshop cannot read what is to be engraved.',
      trigger: { route: 'GET /v1/productions/{id}', auth: 'jwt' },
      access: { table: ['GetItem'] },
    },
    step(
      'start-production',
      'start',
      'Notes that goods are begun; without it, they are cancelled for nothing.',
    ),
    step('delay-production', 'delay', 'Says anew when goods are ready; without it, buyers wait unawares.'),
    step(
      'finish-production',
      'ready',
      'Takes in what was made; without it, finished goods are not sent.',
      // The product and its stock row where the goods are put down.
      [...CHANGE, 'BatchGetItem'],
    ),
  ],
};
