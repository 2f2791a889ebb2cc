import type { Capability, FunctionDefinition } from './types.ts';

/** What a change of an order needs, and what reads many fulfilments at once. */
const CHANGE = ['Query', 'GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'] as const;
const READ = ['GetItem', 'BatchGetItem'] as const;

type Route = `${'GET' | 'POST' | 'PUT'} /v1/${string}`;

const http = (
  name: string,
  route: Route,
  purpose: string,
  table: NonNullable<FunctionDefinition['access']['table']>,
  more: Partial<FunctionDefinition> = {},
): FunctionDefinition => ({
  name,
  purpose,
  trigger: { route, auth: 'jwt' },
  access: { table },
  timeoutSeconds: 28,
  ...more,
});

const list = (name: string, route: Route, purpose: string): FunctionDefinition => ({
  ...http(name, route, purpose, ['Query', 'BatchGetItem']),
  access: { table: ['Query', 'BatchGetItem'], secrets: ['cursor-key'] },
});

/** Drawing is computing: the processor comes with the memory. */
const DRAWS = {
  parts: ['shared/waves/effects/draw-sheet.ts'],
  assets: { 'label-font': 'node_modules/noto-sans-sc/noto_sans_sc_regular' },
  memoryMb: 1769,
};

/** What is picked together, and what is handed over together. */
export const waves: Capability = {
  name: 'waves',
  functions: [
    http(
      'create-wave',
      'POST /v1/waves',
      'Gathers released work into waves; without it each order is picked by itself.',
      ['Query', ...READ, 'PutItem', 'UpdateItem', 'DeleteItem'],
    ),
    list('list-waves', 'GET /v1/waves', 'Lists the waves of a warehouse.'),
    http('get-wave', 'GET /v1/waves/{id}', 'Shows how far a wave is, and what dropped out of it.', READ),
    http(
      'get-pick-list',
      'GET /v1/waves/{id}/pick-list',
      'Says what to pick in walking order; without it pickers walk to and fro.',
      READ,
    ),
    http(
      'export-pick-list',
      'GET /v1/waves/{id}/pick-list/csv',
      'The pick list for hand terminals and spreadsheets.',
      READ,
    ),
    http(
      'print-pick-list',
      'GET /v1/waves/{id}/pick-list/pdf',
      'The pick list on paper; without it pickers need a screen.',
      READ,
      DRAWS,
    ),
    http(
      'pick-wave',
      'POST /v1/waves/{id}/pick',
      'Notes what was picked for a wave, and what was not found.',
      CHANGE,
    ),
    http('cancel-wave', 'POST /v1/waves/{id}/cancel', 'Gives a wave up; without it its work stays taken.', [
      ...READ,
      'PutItem',
      'UpdateItem',
    ]),
    http(
      'create-manifest',
      'POST /v1/manifests',
      'Gathers a carrier’s parcels; without it each is handed over by itself.',
      ['Query', ...READ, 'PutItem', 'UpdateItem', 'DeleteItem'],
    ),
    list('list-manifests', 'GET /v1/manifests', 'Lists the hand-overs of a warehouse.'),
    http(
      'get-manifest',
      'GET /v1/manifests/{id}',
      'Shows what is handed over, and what stayed behind.',
      READ,
    ),
    http(
      'print-manifest',
      'GET /v1/manifests/{id}/pdf',
      'The paper that warehouse and carrier sign; without it a lost parcel is nobody’s.',
      READ,
      DRAWS,
    ),
    http(
      'ship-manifest',
      'POST /v1/manifests/{id}/ship',
      'Hands over all parcels of a manifest; without it buyers are told one by one.',
      CHANGE,
    ),
    http(
      'cancel-manifest',
      'POST /v1/manifests/{id}/cancel',
      'Gives a manifest up; without it its parcels stay on it.',
      [...READ, 'PutItem', 'UpdateItem'],
    ),
    http(
      'put-bins',
      'PUT /v1/locations/{id}/bins',
      'Says where goods lie; without it pick lists have no order.',
      [...READ, 'PutItem', 'DeleteItem'],
    ),
    {
      ...list('get-bins', 'GET /v1/locations/{id}/bins', 'Lists where goods lie.'),
      access: { table: ['Query', ...READ], secrets: ['cursor-key'] },
    },
    {
      name: 'settle-gatherings',
      purpose: 'Finishes waves and manifests that broke off, and closes those that are through.',
      trigger: { schedule: 'rate(5 minutes)' },
      access: { table: ['Query', ...READ, 'PutItem', 'UpdateItem', 'DeleteItem'] },
      timeoutSeconds: 60,
    },
  ],
};
