import type { QueueName } from './types.ts';

/** A work queue: what it means to the merchant, how patient it is, and which events of the bus feed it. */
export type QueueDefinition = {
  name: QueueName;
  /** What waits here and what the merchant notices when it does not move; the alarms say this sentence. */
  purpose: string;
  /** Deliveries before a message is set aside in the dead-letter queue. */
  maxReceiveCount: number;
  /** Age of the oldest message, in seconds, from which the merchant would call it late. */
  lateAfterSeconds: number;
  /** Read by somebody's system outside, not by a function. */
  readOutside?: true;
  /** EventBridge pattern beside `source: oms`; absent where functions send to the queue themselves. */
  feeds?: EventPattern;
};

export type EventPattern = {
  'detail-type': readonly (string | { prefix: string })[];
  detail?: Readonly<Record<string, readonly unknown[]>>;
};

/** Stored webhooks wait in the inbox of their kind of sender. */
function webhooksOf(inbox: string): EventPattern {
  return { 'detail-type': ['webhook.received'], detail: { inbox: [inbox] } };
}

/** All work queues. Each has a dead-letter queue and two alarms made of its purpose. */
export const queues: readonly QueueDefinition[] = [
  {
    name: 'channel-inbox',
    purpose: 'Messages of the sales channels wait here; while they wait, channel orders do not appear.',
    maxReceiveCount: 8,
    lateAfterSeconds: 300,
    feeds: webhooksOf('channel'),
  },
  {
    name: 'payment-inbox',
    purpose: 'Messages of the payment providers wait here; while they wait, paid orders look unpaid.',
    maxReceiveCount: 8,
    lateAfterSeconds: 300,
    feeds: webhooksOf('payment'),
  },
  {
    name: 'carrier-inbox',
    purpose: 'Messages of the carriers wait here; while they wait, parcels seem to stand still.',
    maxReceiveCount: 8,
    lateAfterSeconds: 900,
    feeds: webhooksOf('carrier'),
  },
  {
    name: 'fulfilment-requests',
    purpose: 'Paid orders wait here for a warehouse; while they wait, nothing new is picked.',
    maxReceiveCount: 7,
    lateAfterSeconds: 300,
    // Once for each commit that leaves an order ready, however many events it tells.
    feeds: {
      'detail-type': [{ prefix: 'order.' }],
      detail: { stage: ['ready_unprocessed'], last: [true] },
    },
  },
  {
    name: 'carrier-requests',
    purpose:
      'Waybills that carriers are asked for wait here; while they wait, packed parcels have no number and stay.',
    // A carrier that is down for a while is asked again for as long as that.
    maxReceiveCount: 12,
    lateAfterSeconds: 600,
    feeds: { 'detail-type': ['order.carrier_work_requested'] },
  },
  {
    name: 'notifications',
    purpose: 'News for buyers waits here; while it waits, buyers hear nothing of their orders.',
    maxReceiveCount: 7,
    lateAfterSeconds: 900,
    feeds: {
      'detail-type': [
        'order.placed',
        'order.confirmed',
        'order.paid',
        'order.partially_shipped',
        'order.shipped',
        'order.out_for_delivery',
        'order.delivered',
        'order.completed',
        'order.cancelled',
        'order.payment_reminded',
        'order.refund_opened',
        'order.refunded',
        'order.rejected',
        'order.exception_parcel_silent',
        'order.amended',
        'order.split',
        'order.merged',
        'order.held',
        'order.exception_hold_overdue',
        'order.notification_requested',
        'order.ready_for_pickup',
        'order.pickup_reminded',
        'order.backordered',
        'order.backorder_delayed',
        'order.backorder_filled',
        'order.production_requested',
        'order.production_started',
        'order.production_delayed',
        'order.production_cancelled',
        'order.confirmation_requested',
        'order.exception_confirmation_overdue',
      ],
    },
  },
  {
    name: 'stock-settlement',
    purpose: 'Stock of ended orders waits here to be freed; while it waits, goods seem sold that are not.',
    maxReceiveCount: 8,
    lateAfterSeconds: 300,
    feeds: { 'detail-type': ['order.settlement_requested'] },
  },
  {
    name: 'stock-work',
    purpose:
      'Imported stock figures and broken-off receipts and counts wait here; until then stock is wrong.',
    maxReceiveCount: 8,
    lateAfterSeconds: 600,
  },
  {
    name: 'channel-stock',
    purpose:
      'Changes of stock wait here for the shops that are told of them; while they wait, shops sell what is gone.',
    // A shop that is down is tried every two minutes for as long as that; the next change tries again.
    maxReceiveCount: 20,
    lateAfterSeconds: 60,
  },
  {
    name: 'backorders',
    purpose: 'Goods that have come wait here for those who wait for them; meanwhile nobody is sent them.',
    maxReceiveCount: 8,
    lateAfterSeconds: 120,
  },
  {
    name: 'habits',
    purpose:
      'New orders wait here to teach what is usual of goods and customers; while they wait, odd ones pass unseen.',
    maxReceiveCount: 7,
    lateAfterSeconds: 3600,
    // An order that is held for its prices or quantities teaches when it is released.
    feeds: { 'detail-type': ['order.placed', 'order.hold_released'] },
  },
  {
    name: 'order-index',
    purpose:
      'New and changed orders wait here to be listed by contact and product; while they wait, searches miss them.',
    maxReceiveCount: 8,
    lateAfterSeconds: 300,
    // What changes an order's contacts or goods, or which orders it could be merged with.
    feeds: {
      'detail-type': [
        'order.placed',
        'order.amended',
        'order.channel_updated',
        'order.split',
        'order.merged',
        'order.confirmed',
        'order.rejected',
        'order.cancelled',
        'order.picked',
        'order.refund_opened',
        'order.personal_data_erased',
      ],
    },
  },
  {
    name: 'automation',
    purpose: 'Events that automation rules wait for wait here; while they wait, rules do nothing.',
    maxReceiveCount: 7,
    lateAfterSeconds: 300,
    // Only events of a type that some active rule waits for are marked so: without rules nothing comes.
    feeds: { 'detail-type': [{ prefix: 'order.' }], detail: { automation: [true] } },
  },
  {
    name: 'warehouse-work',
    purpose: 'Changed orders wait here to be told to outside warehouses; while they wait, those do not know.',
    maxReceiveCount: 8,
    lateAfterSeconds: 300,
    // Once for each commit, and only where there are outside warehouses: without any nothing comes.
    feeds: { 'detail-type': [{ prefix: 'order.' }], detail: { warehouse: [true], last: [true] } },
  },
  {
    name: 'warehouse-requests',
    purpose:
      'What outside warehouses are to do waits here until they read it; while it waits, they send nothing.',
    maxReceiveCount: 12,
    lateAfterSeconds: 900,
    readOutside: true,
  },
  {
    name: 'warehouse-confirmations',
    purpose: 'What outside warehouses did waits here; while it waits, their parcels seem not to have left.',
    maxReceiveCount: 8,
    lateAfterSeconds: 300,
  },
  {
    name: 'customer-orders',
    purpose:
      'Orders wait here to be counted for their customers; while they wait, credit limits and tiers know less.',
    maxReceiveCount: 8,
    lateAfterSeconds: 900,
    // What changes what an order adds to its customer; one that has ended may be of somebody who was erased meanwhile.
    feeds: {
      'detail-type': [
        'order.placed',
        'order.amended',
        'order.channel_updated',
        'order.split',
        'order.merged',
        'order.payment_received',
        'order.refunded',
        'order.rejected',
        'order.cancelled',
        'order.completed',
      ],
    },
  },
  {
    name: 'customer-work',
    purpose: 'Customers who are due wait here; while they wait, tiers and erasures are late.',
    maxReceiveCount: 7,
    lateAfterSeconds: 3600,
  },
  {
    name: 'due-work',
    purpose:
      'Orders with a deadline reached wait here; while they wait, reminders and cancellations are late.',
    maxReceiveCount: 7,
    lateAfterSeconds: 1800,
  },
];
