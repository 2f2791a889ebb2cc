import fc from 'fast-check';
import { anAddress } from '../../builders/an-order-request.ts';
import { expectTotals } from '../model/expect-totals.ts';
import { call } from '../system/call.ts';
import { pick, type World } from '../system/world.ts';
import { command, rarely, twice } from './command.ts';

const line = fc.record({ sku: fc.nat(3), quantity: fc.integer({ min: 1, max: 6 }) });
const args = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 3 }),
  /** Other terms than the sequence's, and an address of another country. */
  terms: fc.option(fc.constantFrom('prepaid', 'cod', 'credit'), { freq: 8 }),
  abroad: rarely(8),
  externalId: fc.option(fc.nat(2), { freq: 5 }),
  /** What is taken instead of the first line, if that is short; and something given for it. */
  instead: fc.option(fc.nat(3), { freq: 3 }),
  given: fc.option(line, { freq: 5 }),
  twice,
});

export const home = anAddress({ phone: '+447700900123' });
export const abroad = anAddress({
  phone: '+33612345678',
  country: 'FR',
  province: 'Île-de-France',
  city: 'Paris',
  postalCode: '75001',
});

type Args = typeof args extends fc.Arbitrary<infer A> ? A : never;

type Line = { sku: string; quantity: number; substitutes?: string[]; substitutedFor?: string };

/** As it was wished for, or as what was agreed to instead. */
const isGranted = (wish: Line | undefined, got: Line): boolean =>
  wish !== undefined &&
  got.quantity === wish.quantity &&
  (got.sku === wish.sku || (got.substitutedFor === wish.sku && wish.substitutes?.includes(got.sku) === true));

const run = async (world: World, said: Args): Promise<void> => {
  const { lines, terms, abroad: far, externalId, instead, given, twice } = said;
  const wished = lines.flatMap(({ sku, quantity }) => {
    const product = pick(world.skus, sku);
    return product ? [{ sku: product.sku, quantity }] : [];
  });
  const other = instead === null ? undefined : pick(world.skus, instead)?.sku;
  const present = given && pick(world.skus, given.sku)?.sku;
  const asked = [
    ...wished.map((line, at) => (at === 0 && other !== undefined ? { ...line, substitutes: [other] } : line)),
    ...(present
      ? [{ sku: present, quantity: given.quantity, gift: { reason: 'a regular', causes: ['lin_1'] } }]
      : []),
  ];
  const { shop } = world.setup;
  const { status, body } = await call(world, 'orders/place-order', {
    body: {
      channel: 'storefront',
      ...(shop === 'plain' ? {} : { shopId: shop }),
      ...(externalId === null ? {} : { externalId: `${world.word}-${externalId}` }),
      customer: world.buyer,
      shippingAddress: far ? abroad : home,
      lines: asked,
      paymentTerms: terms ?? world.setup.terms,
    },
    twice,
  });
  if (status !== 201) return;
  const got: Line[] = body.lines;
  if (got.length !== asked.length || !got.every((line, at) => isGranted(asked[at], line)))
    world.faults.push(`placed ${JSON.stringify(got)} for ${JSON.stringify(asked)}`);
  // Of two at once, the other may have put the bundle together anew.
  for (const { sku, components } of world.parallel ? [] : body.lines) {
    const parts = world.skus.find((each) => each.sku === sku)?.parts;
    if (JSON.stringify(components) !== JSON.stringify(parts))
      world.faults.push(`${sku} is made of ${JSON.stringify(components)}, not ${JSON.stringify(parts)}`);
  }
  expectTotals(world, body);
};

/** An order of one to three lines; a product may stand on several of them. */
export const place = command('place', 3, args, run);
