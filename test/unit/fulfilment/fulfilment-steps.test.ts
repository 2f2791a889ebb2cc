import { createWaybill } from '../../../shared/fulfilment/create-waybill.ts';
import { POSSIBLE_STEPS, STEPS, type Step } from '../../../shared/fulfilment/fulfilment-steps.ts';
import { packFulfilment } from '../../../shared/fulfilment/pack-fulfilment.ts';
import { pickFulfilment } from '../../../shared/fulfilment/pick-fulfilment.ts';
import { releaseFulfilment } from '../../../shared/fulfilment/release-fulfilment.ts';
import { shipFulfilment } from '../../../shared/fulfilment/ship-fulfilment.ts';
import type { Decide } from '../../../shared/orders/decision.ts';
import {
  allows,
  FULFILMENT,
  FULFILMENT_STATUS,
  type FulfilmentStatus,
} from '../../../shared/orders/order-states.ts';
import { aContext } from '../../builders/an-order.ts';
import { aReadyOrder, decided, held, ID, sibling, standing } from './fulfilment-cases.ts';

const TAKE: Record<Step, Decide> = {
  release: (order, context) => releaseFulfilment(order, ID, context),
  pick: (order, context) => pickFulfilment(order, ID, [{ lineId: 'lin_1', picked: 2 }], context),
  pack: (order, context) => packFulfilment(order, ID, context),
  waybill: (order, context) => createWaybill(order, ID, {}, context),
  ship: (order, context) =>
    shipFulfilment(order, ID, { carrier: 'sf-express', trackingNumber: 'SF1001' }, context),
};

const LEADS_TO: Record<Step, FulfilmentStatus> = {
  release: 'released',
  pick: 'picked',
  pack: 'packed',
  waybill: 'waybilled',
  ship: 'shipped',
};

const STATUSES = Object.keys(FULFILMENT_STATUS) as FulfilmentStatus[];
const GRID = STATUSES.flatMap((status) => STEPS.map((step) => ({ status, step })));
const possible = (status: FulfilmentStatus, step: Step): boolean =>
  (POSSIBLE_STEPS[status] as readonly Step[]).includes(step);
const LAWFUL = GRID.filter(({ status, step }) => possible(status, step));
const REPEATED = GRID.filter(({ status, step }) => LEADS_TO[step] === status);
const UNLAWFUL = GRID.filter((pair) => !LAWFUL.includes(pair) && !REPEATED.includes(pair));

describe('the steps of a warehouse', () => {
  it.each(LAWFUL)('$status: $step is done', async ({ status, step }) => {
    const order = aReadyOrder(standing(status));
    const { next, events } = decided(TAKE[step](order, await aContext()));
    expect(next.fulfilments).toMatchObject([{ status: LEADS_TO[step], version: 2 }]);
    expect(allows(FULFILMENT_STATUS, status, LEADS_TO[step])).toBe(true);
    expect(events.length).toBeGreaterThan(0);
    expect(next.head.reminders).toBe(order.head.reminders);
  });

  it.each(REPEATED)('$status: $step again changes nothing', async ({ status, step }) => {
    expect(TAKE[step](aReadyOrder(standing(status)), await aContext())).toBe('nothing');
    expect(TAKE[step](held(aReadyOrder(standing(status))), await aContext())).toBe('nothing');
  });

  it.each(UNLAWFUL)('$status: $step is refused, with what is possible', async ({ status, step }) => {
    expect(TAKE[step](aReadyOrder(standing(status)), await aContext())).toMatchObject({
      status: 409,
      code: 'illegal_transition',
      extra: { state: status, allowed: POSSIBLE_STEPS[status] },
    });
  });

  it.each(LAWFUL)('$status: $step is refused while the order is held', async ({ status, step }) => {
    expect(TAKE[step](held(aReadyOrder(standing(status))), await aContext())).toMatchObject({
      status: 409,
      code: 'order_on_hold',
      extra: { holds: [{ id: 'hld_1', kind: 'manual', reason: 'ask' }] },
    });
  });

  it.each(STEPS)('a cancelled order takes no %s', async (step) => {
    const order = aReadyOrder(standing('cancelled'));
    const cancelled = { ...order, head: { ...order.head, status: 'cancelled' as const } };
    expect(TAKE[step](cancelled, await aContext())).toMatchObject({
      code: 'illegal_transition',
      extra: { state: 'cancelled', allowed: [] },
    });
  });

  it.each(STEPS)('%s of an unknown fulfilment is a 404', async (step) => {
    expect(TAKE[step](aReadyOrder(), await aContext())).toMatchObject({ status: 404, code: 'not_found' });
  });

  it.each(LAWFUL.flatMap((pair) => STATUSES.map((other) => ({ ...pair, other }))))(
    '$status: $step moves the order lawfully beside a part that is $other',
    async ({ status, step, other }) => {
      const order = aReadyOrder(standing(status), sibling(other));
      const { next } = decided(TAKE[step](order, await aContext()));
      const [from, to] = [order.head.fulfilment, next.head.fulfilment];
      expect([from, to, from === to || allows(FULFILMENT, from, to)]).toEqual([from, to, true]);
    },
  );

  it('leaves the head alone where only the fulfilment moves, and writes it where the order does', async () => {
    const packing = decided(TAKE.pack(aReadyOrder(standing('picked')), await aContext()));
    expect(packing.next.head.version).toBe(1);
    const shipping = decided(TAKE.ship(aReadyOrder(standing('waybilled')), await aContext()));
    expect(shipping.next.head).toMatchObject({ version: 2, fulfilment: 'shipped', stage: 'shipped' });
  });

  it('writes a milestone once per order, guarded by the head where a sibling might reach it too', async () => {
    const context = await aContext();
    const first = decided(TAKE.pack(aReadyOrder(standing('picked'), sibling('picked')), context));
    expect(first.events).toMatchObject([{ type: 'packed' }]);
    expect(first.next.head.version).toBe(2);
    const packed = sibling('packed', { packedAt: context.at });
    const second = decided(TAKE.pack(aReadyOrder(standing('picked'), packed), context));
    expect(second.events).toMatchObject([{ type: 'fulfilment_progressed', data: { status: 'packed' } }]);
    expect(second.next.head.version).toBe(1);
  });
});
