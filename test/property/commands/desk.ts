import fc from 'fast-check';
import { HOLD_KINDS } from '../../../shared/orders/order.ts';
import { call } from '../system/call.ts';
import { orderAt, pick } from '../system/world.ts';
import { anyCaller, asCaller, command, twice, which, whichOrder } from './command.ts';

const roles = fc.constantFrom(
  'admin',
  'admin',
  'finance_director',
  'sales_manager',
  'service_agent',
  'warehouse',
);

/** Holds an order, for a reason that may stand until later. */
export const hold = command(
  'hold',
  3,
  fc.record({
    order: whichOrder,
    kind: fc.constantFrom(...HOLD_KINDS),
    hours: fc.option(fc.constantFrom(1, 30, -1)),
    twice,
  }),
  async (world, { order: at, kind, hours, twice }) => {
    const order = orderAt(world, at);
    if (!order) return;
    const dueAt = hours === null ? {} : { dueAt: new Date(Date.now() + hours * 3_600_000).toISOString() };
    await call(world, 'orders/place-hold', {
      params: { id: order.head.id },
      body: { kind, reason: 'a closer look', ...dueAt },
      twice,
    });
  },
);

/** Releases a hold that is open, or was. */
export const releaseHold = command(
  'releaseHold',
  5,
  fc.record({ order: whichOrder, hold: which }),
  async (world, { order: at, hold: nth }) => {
    const order = orderAt(world, at);
    const held = order && pick([...order.head.holds, ...(order.body.pastHolds ?? [])], nth);
    if (!held) return;
    await call(world, 'orders/release-hold', { params: { id: order.head.id, holdId: held.id } });
  },
);

/** A person's yes, by a role that may or may not say it. */
export const approve = command(
  'approve',
  3,
  fc.record({ order: whichOrder, role: roles, twice }),
  async (world, { order: at, role, twice }) => {
    const order = orderAt(world, at);
    if (!order) return;
    await call(world, 'orders/approve-order', {
      params: { id: order.head.id },
      body: {},
      roles: [role],
      twice,
    });
  },
);

/** A person's no. */
export const reject = command(
  'reject',
  1,
  fc.record({ order: whichOrder, role: roles }),
  async (world, { order: at, role }) => {
    const order = orderAt(world, at);
    if (!order) return;
    await call(world, 'orders/reject-order', { params: { id: order.head.id }, body: {}, roles: [role] });
  },
);

/** Ends an order, where that is still possible. */
export const cancel = command(
  'cancel',
  3,
  fc.record({ order: whichOrder, caller: anyCaller, twice }),
  async (world, { order: at, caller, twice }) => {
    const order = orderAt(world, at);
    if (!order) return;
    const body = { reason: 'changed my mind' };
    const said = { params: { id: order.head.id }, body, twice, ...asCaller(order, caller) };
    const { status } = await call(world, 'orders/cancel-order', said);
    if (status === 200 && (caller.who === 'stranger' || caller.read === 'earlier'))
      world.faults.push(`cancelled by ${JSON.stringify(caller)}`);
  },
);

/** The buyer has it, or says so too early. */
export const complete = command(
  'complete',
  1,
  fc.record({ order: whichOrder, twice }),
  async (world, { order: at, twice }) => {
    const order = orderAt(world, at);
    if (!order) return;
    await call(world, 'orders/complete-order', { params: { id: order.head.id }, body: {}, twice });
  },
);

/** Somebody writes a note. */
export const note = command(
  'note',
  1,
  fc.record({ order: whichOrder, twice }),
  async (world, { order: at, twice }) => {
    const order = orderAt(world, at);
    if (!order) return;
    await call(world, 'orders/add-note', {
      params: { id: order.head.id },
      body: { text: 'called back' },
      twice,
    });
  },
);

/** Somebody sorts an order. */
export const tags = command(
  'tags',
  1,
  fc.record({ order: whichOrder, tags: fc.subarray(['vip', 'gift']) }),
  async (world, { order: at, tags }) => {
    const order = orderAt(world, at);
    if (!order) return;
    await call(world, 'orders/set-tags', { params: { id: order.head.id }, body: { tags } });
  },
);
