import { applyMergedNews } from '../../../shared/channels/apply-merged-news.ts';
import { channelEventSchema } from '../../../shared/channels/channel-event-schema.ts';
import { aContext, anOrder } from '../../builders/an-order.ts';
import { aChannelEvent } from '../../builders/an-order-request.ts';

const news = channelEventSchema.parse(aChannelEvent('cancelled', { externalId: 'T-2' }));

describe('a channel’s news of an order that was merged into another', () => {
  it('brings people to look at the one that goes on, once', async () => {
    const context = await aContext();
    const held = applyMergedNews(anOrder(), news, context, Math.random);
    if (held === 'nothing') throw new Error('nobody was told');
    expect(held.next.head).toMatchObject({
      status: 'open',
      holds: [{ kind: 'channel_change', reason: expect.stringContaining('order.cancelled of T-2') }],
    });
    expect(held.events).toMatchObject([{ type: 'held' }]);
    expect(applyMergedNews(held.next, news, context, Math.random)).toBe('nothing');
  });
});
