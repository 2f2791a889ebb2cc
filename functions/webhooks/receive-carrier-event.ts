import { trackerForm } from '../../shared/carriers/trackers/all-trackers.ts';
import { TRACKER_DOORS } from '../../shared/carriers/trackers/tracker-doors.ts';
import { carrierEventSchema } from '../../shared/fulfilment/carrier-event-schema.ts';
import { webhookHandler } from '../../shared/webhooks/effects/webhook-handler.ts';

export const handler = webhookHandler({
  inbox: 'carrier',
  senderOf: ({ carrier = '' }) => {
    if (carrier === 'generic') return { name: 'carriers/generic', body: carrierEventSchema };
    const tracker = trackerForm(carrier);
    return (
      tracker && { name: `carriers/${tracker.name}`, body: tracker.body, door: TRACKER_DOORS[tracker.name] }
    );
  },
});
