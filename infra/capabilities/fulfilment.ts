import type { Capability, FunctionDefinition } from './types.ts';

const CHANGE = ['Query', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'] as const;

const step = (name: string, route: string, purpose: string): FunctionDefinition => ({
  name,
  purpose,
  trigger: { route: `POST /v1/fulfilments/{id}/${route}`, auth: 'jwt' },
  access: { table: CHANGE },
});

/** From a ready order to a parcel at the door. */
export const fulfilment: Capability = {
  name: 'fulfilment',
  functions: [
    {
      name: 'allocate-order',
      purpose: 'Sends ready orders to their warehouses; without it nothing new is picked.',
      trigger: { queue: 'fulfilment-requests', batchSize: 10 },
      access: { table: [...CHANGE, 'BatchGetItem'] },
    },
    {
      name: 'apply-carrier-event',
      purpose: 'Applies the scans of the carriers; without it parcels seem to stand still.',
      trigger: { queue: 'carrier-inbox', batchSize: 10 },
      // The goods and their rows at a store to which they were brought.
      access: { table: [...CHANGE, 'BatchGetItem'] },
    },
    {
      name: 'list-fulfilments',
      purpose: 'Shows a warehouse its work in order; without it nobody knows what to pick next.',
      trigger: { route: 'GET /v1/fulfilments', auth: 'jwt' },
      access: { table: ['Query', 'BatchGetItem'], secrets: ['cursor-key'] },
    },
    {
      name: 'get-fulfilment',
      purpose: 'Shows one fulfilment; without it a picker cannot look at what is to be picked.',
      trigger: { route: 'GET /v1/fulfilments/{id}', auth: 'jwt' },
      access: { table: ['BatchGetItem'] },
    },
    step('release-fulfilment', 'release', 'Releases work by hand; without it allocated orders wait.'),
    step('pick-fulfilment', 'pick', 'Notes what was picked; without it picked goods are not packed.'),
    {
      ...step('pack-fulfilment', 'pack', 'Notes what was packed; without it boxes get no waybill.'),
      // Products and their weights, where parcels were weighed.
      access: { table: [...CHANGE, 'BatchGetItem'] },
    },
    {
      ...step('create-waybill', 'waybill', 'Makes waybills; without it parcels wait for their label.'),
      // Products and their weights, where carriers are compared.
      access: { table: [...CHANGE, 'BatchGetItem'] },
    },
    step('ship-fulfilment', 'ship', 'Hands parcels over; without it buyers are not told of their parcel.'),
  ],
};
