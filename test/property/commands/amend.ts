import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Order } from '../../../shared/orders/order.ts';
import { expectTotals } from '../model/expect-totals.ts';
import { type Answer, call } from '../system/call.ts';
import { orderAt, type World } from '../system/world.ts';
import { anyCaller, asCaller, command, rarely, twice, whichOrder } from './command.ts';
import { abroad, home } from './place.ts';

const changes = fc.record(
  {
    /** How many units each line is to have; 0 takes it away. */
    kept: fc.array(fc.nat(7), { maxLength: 4 }),
    added: fc.array(fc.record({ sku: fc.nat(4), quantity: fc.integer({ min: 1, max: 9 }) }), {
      maxLength: 2,
    }),
    shippingAddress: fc.constantFrom(home, abroad, { ...home, line1: '14 St James Square' }),
    delivery: fc.constantFrom({ method: 'express' }, { carrierWish: 'sf' }, { carrierWish: null }),
    customer: fc.constantFrom({ name: 'Grace Hopper' }, { phone: '+447700900999' }),
    sellerNote: fc.constantFrom('a regular', null),
    giftMessage: fc.constantFrom('Happy birthday', null),
  },
  { requiredKeys: [] },
);
type Changes = typeof changes extends fc.Arbitrary<infer A> ? A : never;
type Wish = { id?: string; sku: string; quantity: number; substitutedFor?: string; gift?: unknown };

const bodyOf = (world: World, order: Order, { kept, added = [], ...rest }: Changes) => {
  if (!kept) return { ...rest };
  const lines: Wish[] = order.lines.map(({ id, sku }, at) => ({ id, sku, quantity: kept[at] ?? 1 }));
  const fresh = added.map(({ sku, quantity }) => ({ sku: world.skus[sku]?.sku ?? 'NONE', quantity }));
  return { ...rest, lines: [...lines, ...fresh] };
};

/** Instants, and ids that chance gives, differ from call to call; nothing else may. */
const lasting = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value)
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'T')
      .replaceAll(/(hld|ref)_[0-9A-Z_]{26,}/g, '$1'),
  );

const compare = (world: World, dry: Answer, real: Answer): void => {
  if (dry.status === real.status && isDeepStrictEqual(lasting(dry.body), lasting(real.body))) return;
  const said = ({ status, body }: Answer): string => `${status} ${JSON.stringify(body)}`;
  world.faults.push(`the dry run said ${said(dry)}, the real one ${said(real)}`);
};

/** What the lines are to be, after a wish that was granted: SKU by SKU, as first wished for; gifts follow by their own rule. */
const expectLines = (
  world: World,
  before: readonly Wish[],
  wished: readonly Wish[],
  lines: readonly Wish[],
): void => {
  const known = new Map(before.map((line) => [line.id, line]));
  const list = (of: readonly Wish[]): string =>
    of
      .map((line) => ({ ...known.get(line.id), ...line }))
      .filter(({ quantity, gift }) => quantity > 0 && !gift)
      .map(({ sku, substitutedFor = sku, quantity }) => `${substitutedFor} × ${quantity}`)
      .sort()
      .join(', ');
  if (list(wished) !== list(lines)) world.faults.push(`amended to ${list(lines)} for ${list(wished)}`);
};

const args = fc.record({
  order: whichOrder,
  change: changes,
  dryFirst: rarely(2),
  dryOnly: rarely(5),
  caller: anyCaller,
  twice,
});
type Args = typeof args extends fc.Arbitrary<infer A> ? A : never;

const run = async (
  world: World,
  { order: at, change, dryFirst, dryOnly, caller, twice }: Args,
): Promise<void> => {
  const order = orderAt(world, at);
  if (!order) return;
  const body = bodyOf(world, order, change);
  const wished = 'lines' in body ? body.lines : undefined;
  const said = { params: { id: order.head.id }, body, ...asCaller(order, caller) };
  const path = 'orders/amend-order';
  const dry =
    dryFirst || dryOnly
      ? await call(world, path, { ...said, query: { dryRun: 'true' }, dry: true })
      : undefined;
  if (dryOnly) return;
  const real = await call(world, path, { ...said, twice });
  if (dry && !world.parallel) compare(world, dry, real);
  if (real.status !== 200 || world.parallel) return;
  if (wished && order.head.status === 'open') expectLines(world, order.lines, wished, real.body.lines);
  expectTotals(world, real.body);
};

/** Changes an order in any state; often its dry run comes first, and must say the same. */
export const amend = command('amend', 10, args, run);

/** The same, always with its dry run. */
export const amendDryFirst = command('amendDryFirst', 6, args, (world, chosen) =>
  run(world, { ...chosen, dryFirst: true, dryOnly: false }),
);
