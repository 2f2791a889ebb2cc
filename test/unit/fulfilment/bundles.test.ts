import { shipmentOf } from '../../../shared/carriers/shipment-of.ts';
import { waybillOrder } from '../../../shared/carriers/waybill-order.ts';
import { worthOf } from '../../../shared/carriers/worth-of.ts';
import type { Product } from '../../../shared/catalog/product.ts';
import { packFulfilment } from '../../../shared/fulfilment/pack-fulfilment.ts';
import { isProblem } from '../../../shared/kernel/problem.ts';
import type { Box } from '../../../shared/orders/fulfilment.ts';
import { orderView } from '../../../shared/orders/order-view.ts';
import { allPicked } from '../../../shared/warehouse/confirmation-steps.ts';
import { workOf } from '../../../shared/warehouse/request-of.ts';
import { aLocation, aProduct } from '../../builders/a-product.ts';
import { aContext, aFulfilment, anOrder } from '../../builders/an-order.ts';

const components = [
  { sku: 'CUP', quantity: 2 },
  { sku: 'POT', quantity: 1 },
];
const [line] = anOrder().lines;
if (!line) throw new Error('An order has a line.');
const sets = { ...line, sku: 'SET', name: 'Tea set', quantity: 2, components };
const fulfilment = aFulfilment({
  status: 'picked',
  lines: [
    { lineId: 'lin_1', sku: 'CUP', quantity: 4, picked: 4 },
    { lineId: 'lin_1', sku: 'POT', quantity: 2, picked: 2 },
  ],
});
const order = anOrder({ lines: [sets], fulfilments: [fulfilment] });
const products = new Map<string, Product>(
  [
    { ...aProduct({ name: 'Cup', weightGrams: 200, traits: ['fragile'] }), sku: 'CUP', version: 1 },
    { ...aProduct({ name: 'Pot', weightGrams: 900, traits: ['oversize'] }), sku: 'POT', version: 1 },
  ].map((product) => [product.sku, product]),
);

const pack = async (boxes: readonly Box[]) => {
  const packed = packFulfilment(order, fulfilment.id, await aContext(), boxes);
  if (packed === 'nothing' || isProblem(packed)) return packed;
  return packed.next.fulfilments[0]?.boxes;
};

describe('the parts of a bundle in a warehouse', () => {
  it('are packed by line and SKU, all of them', async () => {
    const boxes = [
      {
        lines: [
          { lineId: 'lin_1', sku: 'CUP', quantity: 3 },
          { lineId: 'lin_1', sku: 'POT', quantity: 2 },
        ],
      },
      { lines: [{ lineId: 'lin_1', sku: 'CUP', quantity: 1 }] },
    ];
    expect(await pack(boxes)).toEqual(boxes);
    expect(await pack(boxes.slice(0, 1))).toMatchObject({
      errors: [{ code: 'not_what_was_picked', message: expect.stringContaining('3 of lin_1 CUP') }],
    });
  });

  it('are what an outside warehouse is asked for and answers', () => {
    expect(workOf(order, fulfilment).lines).toEqual([
      { lineId: 'lin_1', sku: 'CUP', quantity: 4 },
      { lineId: 'lin_1', sku: 'POT', quantity: 2 },
    ]);
    expect(allPicked(fulfilment)).toEqual([
      { lineId: 'lin_1', sku: 'CUP', picked: 4 },
      { lineId: 'lin_1', sku: 'POT', picked: 2 },
    ]);
  });

  it('make the parcel’s weight, traits and worth, and are what a carrier is told of', () => {
    const { parcels } = shipmentOf(order, fulfilment, { products }, { readyAt: '2024-07-01T00:00:00.000Z' });
    expect(parcels).toMatchObject([
      { grams: 2600, traits: ['fragile', 'oversize'], value: { amount: line.total.amount } },
    ]);
    const request = { reference: 'r', carrier: 'sf', requestedAt: '2024-07-01T00:00:00.000Z' };
    const location = { ...aLocation(), id: 'main', version: 1 };
    const work = { fulfilment, request } as never;
    expect(waybillOrder(order, work, location as never, products)).toMatchObject({
      contents: [
        { name: 'Cup', quantity: 4 },
        { name: 'Pot', quantity: 2 },
      ],
    });
  });

  it('share what the buyer pays for the bundle, by units, to the cent where all leave together', () => {
    expect(worthOf(order, fulfilment.lines)).toBe(line.total.amount);
    expect(worthOf(order, [{ lineId: 'lin_1', quantity: 3 }])).toBe(line.total.amount / 2);
  });

  it('count as sent by whole bundles', () => {
    const sent = (cups: number, pots: number) =>
      orderView({
        ...order,
        fulfilments: [
          {
            ...fulfilment,
            status: 'shipped',
            lines: [
              { lineId: 'lin_1', sku: 'CUP', quantity: cups, picked: cups },
              { lineId: 'lin_1', sku: 'POT', quantity: pots, picked: pots },
            ],
          },
        ],
      }).lines[0]?.fulfilled;
    expect([sent(4, 2), sent(3, 2), sent(4, 1), sent(1, 2)]).toEqual([2, 1, 1, 0]);
  });
});
