import type { Template, TemplateName } from '../template.ts';

/** The messages in English. */
export const en: Readonly<Record<TemplateName, Template>> = {
  placed: {
    subject: 'We have your order {number}',
    paragraphs: [
      'Dear {name},',
      'thank you for your order {number} over {total}. We tell you as soon as it is on its way.',
      'Some of the goods are short. As you agreed we send something else, which costs you no more: {instead}',
      'A gift comes with it: {gifts}',
    ],
  },
  placed_to_pay: {
    subject: 'We have your order {number}',
    paragraphs: [
      'Dear {name},',
      'thank you for your order {number} over {total}.',
      'Some of the goods are short. As you agreed we send something else, which costs you no more: {instead}',
      'A gift comes with it: {gifts}',
      'Still to be paid: {due}. We begin as soon as your payment has arrived.',
    ],
  },
  confirmed: {
    subject: 'Your order {number} is confirmed',
    paragraphs: ['Dear {name},', 'we have checked and confirmed your order {number} over {total}.'],
  },
  paid: {
    subject: 'Payment received for your order {number}',
    paragraphs: [
      'Dear {name},',
      'your payment for order {number} has arrived. Thank you; we get it ready now.',
    ],
  },
  payment_reminded: {
    subject: 'Your order {number} is waiting for your payment',
    paragraphs: [
      'Dear {name},',
      'your order {number} is not paid yet; {due} is open.',
      'We keep the goods for you until {deadline}; after that the order is cancelled.',
      'If you have paid meanwhile, there is nothing more to do.',
    ],
  },
  partially_shipped: {
    subject: 'A part of your order {number} is on its way',
    paragraphs: [
      'Dear {name},',
      'a first part of your order {number} has left; the rest follows.',
      'Track it with: {tracking}',
    ],
  },
  shipped: {
    subject: 'Your order {number} is on its way',
    paragraphs: ['Dear {name},', 'your order {number} has left our house.', 'Track it with: {tracking}'],
  },
  out_for_delivery: {
    subject: 'Your order {number} arrives soon',
    paragraphs: ['Dear {name},', 'the carrier is bringing your order {number}.', 'Track it with: {tracking}'],
  },
  delivered: {
    subject: 'Your order {number} has arrived',
    paragraphs: [
      'Dear {name},',
      'your order {number} was delivered. We hope you like it.',
      'If anything is not as it should be, answer this message.',
    ],
  },
  completed: {
    subject: 'Your order {number} is complete',
    paragraphs: ['Dear {name},', 'your order {number} is complete. Thank you for buying from us.'],
  },
  cancelled: {
    subject: 'Your order {number} is cancelled',
    paragraphs: [
      'Dear {name},',
      'your order {number} over {total} is cancelled and will not be sent.',
      'If you have paid, the money goes back the way it came.',
    ],
  },
  rejected: {
    subject: 'We cannot accept your order {number}',
    paragraphs: [
      'Dear {name},',
      'we are sorry that we cannot carry out your order {number} over {total}.',
      'If you have paid, the money goes back the way it came.',
    ],
  },
  refund_opened: {
    subject: 'Money is on its way back to you: order {number}',
    paragraphs: ['Dear {name},', 'we are giving {amount} of your order {number} back, the way it came.'],
  },
  refunded: {
    subject: 'Refund done: order {number}',
    paragraphs: ['Dear {name},', '{amount} of your order {number} has been given back.'],
  },
  ready_for_pickup: {
    subject: 'Your order {number} is ready to be collected',
    paragraphs: [
      'Dear {name},',
      'your order {number} is ready. Show this code at the counter: {pickupCode}',
      'We keep it for you until {deadline}.',
    ],
  },
  pickup_reminded: {
    subject: 'Your order {number} is still waiting for you',
    paragraphs: [
      'Dear {name},',
      'your order {number} is still waiting to be collected. Show this code at the counter: {pickupCode}',
      'We keep it for you until {deadline}.',
    ],
  },
  parcel_silent: {
    subject: 'We are looking into your parcel: order {number}',
    paragraphs: [
      'Dear {name},',
      'the carrier has told us nothing of your order {number} for a while. We are looking into it and come back to you.',
      'The parcel: {tracking}',
    ],
  },
  amended: {
    subject: 'Your order {number} was changed',
    paragraphs: [
      'Dear {name},',
      'your order {number} was changed. It now comes to {total}.',
      'Some of the goods are short. As you agreed we send something else, which costs you no more: {instead}',
      'A gift comes with it: {gifts}',
      'Still to be paid: {owed}.',
      'It goes to: {address}',
      'If you have not asked for this, answer this message.',
    ],
  },
  split: {
    subject: 'Your order {number} comes in several parts',
    paragraphs: [
      'Dear {name},',
      'so that you need not wait for all of it, we have divided your order {number}. The other parts have numbers of their own: {orders}.',
      'You pay no more for it than before.',
    ],
  },
  merged: {
    subject: 'Your orders come together as order {number}',
    paragraphs: [
      'Dear {name},',
      'we have put your orders together: {orders} and {number} now go on as order {number}, over {total} in all.',
    ],
  },
  address_unclear: {
    subject: 'Where shall we send your order {number}?',
    paragraphs: [
      'Dear {name},',
      'we are not sure that your order {number} would arrive at the address we have:',
      '{address}',
      'Please answer this message with the full address. Your order waits until then.',
    ],
  },
  production_started: {
    subject: 'We have begun to make your order {number}',
    paragraphs: [
      'Dear {name},',
      'we have begun what is made for you in order {number}: {work}.',
      'We expect it to be ready on {expected}.',
      'From now on it cannot be cancelled as before, because nobody else could use it.',
    ],
  },
  backordered: {
    subject: 'Something in your order {number} comes later',
    paragraphs: [
      'Dear {name},',
      'not all of your order {number} is here yet. You have your place in the queue for: {waits}',
      'We expect it about {expected}.',
      'We tell you as soon as everything is here.',
    ],
  },
  backorder_delayed: {
    subject: 'Later than we said: order {number}',
    paragraphs: [
      'Dear {name},',
      'what you are waiting for in order {number} ({waits}) comes later than we had said.',
      'We expect it about {expected} now.',
      'If you would rather not wait, answer this message.',
    ],
  },
  backorder_filled: {
    subject: 'Everything for your order {number} is here',
    paragraphs: [
      'Dear {name},',
      'the goods that you were waiting for in order {number} have come and are set aside for you.',
      'Still to be paid: {owed}.',
    ],
  },
  production_delayed: {
    subject: 'Another date for your order {number}',
    paragraphs: [
      'Dear {name},',
      'what we make for you in order {number} ({work}) will be ready at another time than we had said: {expected}.',
    ],
  },
  confirmation_asked: {
    subject: 'Please confirm your order {number}',
    paragraphs: [
      'Dear {name},',
      'before we go on with your order {number}, please confirm: {steps}.',
      'Please do so until {deadline}.',
    ],
  },
  production_requested: {
    subject: 'To be made for order {number}',
    paragraphs: [
      'Order {number} of {name} has goods that are made to order: {work}.',
      'Expected on {expected}.',
    ],
  },
  production_cancelled: {
    subject: 'Stop: order {number} is cancelled',
    paragraphs: [
      'Order {number} of {name} is cancelled. What was to be made for it is not wanted any more: {work}.',
    ],
  },
  confirmation_overdue: {
    subject: 'Order {number} waits for a confirmation',
    paragraphs: [
      'Order {number} of {name} over {total} waits for a confirmation that did not come in time: {steps}.',
      'It was due by {deadline}.',
    ],
  },
  hold_overdue: {
    subject: 'Order {number} has been on hold for too long',
    paragraphs: [
      'Order {number} of {name} over {total} is on hold ({hold}), and nobody has answered it in time.',
      'The reason: {reason}',
      'It was to be answered by {deadline}.',
    ],
  },
  staff_notice: {
    subject: 'Please look at order {number}',
    paragraphs: ['{message}', 'Order {number} of {name} over {total}.', 'Told by the rule: {rule}'],
  },
};
