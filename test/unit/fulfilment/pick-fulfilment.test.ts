import { type Pick, pickFulfilment } from '../../../shared/fulfilment/pick-fulfilment.ts';
import type { Fulfilment } from '../../../shared/orders/fulfilment.ts';
import { aContext } from '../../builders/an-order.ts';
import { aReadyOrder, decided, ID, sibling, standing, typesOf } from './fulfilment-cases.ts';

const LINES = [
  { lineId: 'lin_1', sku: 'LANTERN', quantity: 2, picked: 0 },
  { lineId: 'lin_2', sku: 'CANDLE', quantity: 5, picked: 0 },
];
const FULL: Pick[] = [
  { lineId: 'lin_1', picked: 2 },
  { lineId: 'lin_2', picked: 5 },
];

const pick = async (
  picks: readonly Pick[],
  fulfilment: Fulfilment = standing('released', { lines: LINES }),
) => pickFulfilment(aReadyOrder(fulfilment), ID, picks, await aContext());

const picked = async (picks: readonly Pick[], fulfilment?: Fulfilment): Promise<Fulfilment> => {
  const [after] = decided(await pick(picks, fulfilment)).next.fulfilments;
  if (!after) throw new Error('no fulfilment');
  return after;
};

describe('picking', () => {
  it('is done when every line is full', async () => {
    const decision = decided(await pick(FULL));
    expect(decision.next.fulfilments).toMatchObject([
      { status: 'picked', pickedAt: '2024-07-01T01:00:00.000Z' },
    ]);
    expect(typesOf(decision)).toEqual(['picked']);
  });

  it('stops the fulfilment when something is missing, and says what', async () => {
    const { next, events } = decided(await pick([{ lineId: 'lin_2', picked: 3 }]));
    expect(next.fulfilments).toMatchObject([
      { status: 'exception', exception: 'Not found on the shelves: LANTERN × 2, CANDLE × 2.' },
    ]);
    expect(next.head).toMatchObject({ fulfilment: 'exception', version: 2 });
    expect(events).toMatchObject([
      {
        type: 'exception_short_pick',
        data: {
          fulfilmentId: ID,
          shortLines: 2,
          short: [
            { lineId: 'lin_1', sku: 'LANTERN', missing: 2 },
            { lineId: 'lin_2', sku: 'CANDLE', missing: 2 },
          ],
        },
      },
    ]);
  });

  it('goes on when the missing units are found; what was picked before still counts', async () => {
    const stopped = await picked([
      { lineId: 'lin_1', picked: 2 },
      { lineId: 'lin_2', picked: 3 },
    ]);
    const found = await picked([{ lineId: 'lin_2', picked: 5 }], stopped);
    expect(found).toMatchObject({ status: 'picked', lines: [{ picked: 2 }, { picked: 5 }] });
    expect(found.exception).toBeUndefined();
  });

  it('may be short again, with other numbers', async () => {
    const stopped = await picked([{ lineId: 'lin_1', picked: 1 }]);
    const again = await picked([{ lineId: 'lin_2', picked: 5 }], stopped);
    expect(again).toMatchObject({ status: 'exception', exception: 'Not found on the shelves: LANTERN × 1.' });
    expect(await pick([{ lineId: 'lin_1', picked: 1 }], stopped)).toBe('nothing');
  });

  it('refuses wrong lines, each with its place, and changes nothing', async () => {
    const refusal = await pick([
      { lineId: 'lin_9', picked: 1 },
      { lineId: 'lin_1', picked: 3 },
      { lineId: 'lin_2', picked: 1 },
      { lineId: 'lin_2', picked: 1 },
    ]);
    expect(refusal).toMatchObject({
      status: 422,
      errors: [
        { path: '/lines/0/lineId', code: 'unknown_line' },
        { path: '/lines/1/picked', code: 'too_many' },
        { path: '/lines/3/lineId', code: 'duplicate_line' },
      ],
    });
  });

  it('is refused with other numbers once it is done', async () => {
    const done = await picked(FULL);
    expect(await pick([{ lineId: 'lin_1', picked: 1 }], done)).toMatchObject({
      code: 'illegal_transition',
      extra: { state: 'picked', allowed: ['pack'] },
    });
  });

  it('writes the head for a short pick beside another: two that end at once must not miscount', async () => {
    const order = aReadyOrder(standing('released'), sibling('exception'));
    const { next } = decided(pickFulfilment(order, ID, [{ lineId: 'lin_1', picked: 1 }], await aContext()));
    expect(order.head.fulfilment).toBe('exception');
    expect(next.head).toMatchObject({ fulfilment: 'exception', version: 2 });
  });

  it('tells of a thousand missing lines in an event that still passes the bus', async () => {
    const lines = Array.from({ length: 1000 }, (_, at) => ({
      lineId: `lin_${at}`,
      sku: `SKU-${at}`,
      quantity: 1,
      picked: 0,
    }));
    const { events } = decided(await pick([{ lineId: 'lin_0', picked: 0 }], standing('released', { lines })));
    expect(events[0]?.data).toMatchObject({ shortLines: 1000 });
    expect(JSON.stringify(events).length).toBeLessThan(50_000);
  });
});
