import { capabilities } from '../../infra/capabilities/all.ts';
import { type EventPattern, queues } from '../../infra/capabilities/queues.ts';
import { MILESTONES, type OrderEventType, OTHERS } from '../../shared/orders/order-events.ts';
import { MEANINGS } from './event-meanings.ts';
import { codes, type Page, page, table } from './page.ts';

/** The function that reads a queue, by the manifest; some are for systems outside. */
const readerOf = (queue: string): string => {
  if (queues.some(({ name, readOutside }) => name === queue && readOutside)) return 'systems outside';
  for (const { functions } of capabilities)
    for (const { name, trigger } of functions)
      if ('queue' in trigger && trigger.queue === queue) return `\`${name}\``;
  throw new Error(`Nobody reads the queue ${queue}.`);
};

const names = (pattern: EventPattern, type: string): boolean =>
  pattern['detail-type'].some((each) =>
    typeof each === 'string' ? each === type : type.startsWith(each.prefix),
  );

const condition = ({ detail }: EventPattern): string =>
  detail === undefined
    ? ''
    : ` when ${Object.entries(detail)
        .map(([name, values]) => `${name} is ${codes(values.map(String))}`)
        .join(' and ')}`;

/** Queues that take an event whatever it tells; those that ask for a stage are told of once, above the table. */
const consumersOf = (type: string): string =>
  queues
    .filter(({ feeds }) => feeds && feeds.detail === undefined && names(feeds, type))
    .map(({ name }) => `\`${name}\` → ${readerOf(name)}`)
    .join(', ');

const row = (type: OrderEventType): string[] => [
  `\`order.${type}\``,
  MEANINGS[type],
  consumersOf(`order.${type}`),
];

const patternText = ({ 'detail-type': types }: EventPattern): string =>
  types.map((each) => (typeof each === 'string' ? `\`${each}\`` : `\`${each.prefix}*\``)).join(', ');

const routes = (): string[][] =>
  queues.map(({ name, feeds }) => [
    `\`${name}\``,
    feeds ? `${patternText(feeds)}${condition(feeds)}` : 'functions that send to it',
    readerOf(name),
  ]);

/** What happens to orders, as it goes over the bus, and who listens. */
export const eventsPage = (): Page =>
  page('docs/events.md', 'Events', '`shared/orders/order-events.ts` and `infra/capabilities/queues.ts`', [
    'Every commit of an order writes one timeline item with its events, in the same transaction. The table’s stream publishes each ' +
      'event to the bus: `source` `oms`, `detail-type` `order.<type>`, `detail` the type `PublishedOrderEvent` (ids, number, version, channel, ' +
      'stage after what happened, actor, data; no personal data). Events come at least once and in no promised order: `eventId` tells a repeat, ' +
      '`version` tells what is older. A stored webhook is announced as `webhook.received`.',
    '## Who listens',
    table(['queue', 'takes', 'read by'], routes()),
    '## The fifteen milestones',
    'Each is written the first time it is reached. Consumers that take every event in a certain stage are listed above only.',
    table(
      ['#', 'event', 'meaning', 'consumers'],
      MILESTONES.map((type, at) => [String(at + 1), ...row(type)]),
    ),
    '## Other events',
    table(['event', 'meaning', 'consumers'], OTHERS.map(row)),
  ]);
