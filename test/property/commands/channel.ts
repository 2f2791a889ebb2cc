import fc from 'fast-check';
import { hook } from '../system/call.ts';
import { pick } from '../system/world.ts';
import { command, rarely } from './command.ts';
import { abroad, home } from './place.ts';

/** A channel tells of one of two orders: in any order, late, changed, or the same message again. */
export const channelNews = command(
  'channelNews',
  4,
  fc.record({
    external: fc.nat(1),
    event: fc.constantFrom('created', 'created', 'paid', 'updated', 'cancelled'),
    lines: fc.array(fc.record({ sku: fc.nat(3), quantity: fc.integer({ min: 1, max: 3 }) }), {
      minLength: 1,
      maxLength: 2,
    }),
    paid: fc.boolean(),
    /** News of an order may leave out what has not changed. */
    brief: fc.boolean(),
    moved: rarely(4),
    hoursAgo: fc.nat(3),
    again: rarely(4),
  }),
  async (world, { external, event, lines, paid, brief, moved, hoursAgo, again }) => {
    const externalId = `${world.word}-channel-${external}`;
    const told = lines.flatMap(({ sku, quantity }) => {
      const product = pick(world.skus, sku);
      const unitPrice = { amount: product?.price ?? 0, currency: 'CNY' };
      return product ? [{ sku: product.sku, quantity, unitPrice }] : [];
    });
    const whole = {
      externalId,
      customer: world.buyer,
      shippingAddress: moved ? abroad : home,
      lines: told,
      currency: 'CNY',
      paid,
    };
    if (event === 'paid' || paid) world.told.paidByChannel.add(externalId);
    const news = {
      id: `channel-${world.word}-${world.calls}-${world.waiting.length}-${Date.now()}`,
      event: `order.${event}`,
      occurredAt: new Date(Date.now() - hoursAgo * 3_600_000).toISOString(),
      order: brief && event !== 'created' ? { externalId } : whole,
    };
    const params = { channel: 'generic', shopId: world.setup.shop };
    await hook(world, 'webhooks/receive-channel-event', params, news);
    if (again) await hook(world, 'webhooks/receive-channel-event', params, news, true);
  },
);
