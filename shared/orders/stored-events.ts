import type { OrderEvent } from './order-events.ts';

/** An event as a commit's item keeps it: when and by whom only where that is not said of the event before it. */
export type StoredEvent = Omit<OrderEvent, 'at' | 'actor'> & Partial<Pick<OrderEvent, 'at' | 'actor'>>;

/**
 * The events of a commit as they are kept. Most of them are of one moment and one actor; said once, the commits of usual
 * orders stay under 1 KB, one write unit.
 */
export const storedEvents = (events: readonly OrderEvent[]): StoredEvent[] =>
  events.map((event, index) => {
    const { at, actor, ...rest } = event;
    const before = events[index - 1];
    return {
      ...rest,
      ...(at === before?.at ? {} : { at }),
      ...(actor === before?.actor ? {} : { actor }),
    };
  });

/** The events of a commit as they were told. */
export const eventsOf = (stored: readonly StoredEvent[]): OrderEvent[] => {
  let [at, actor] = ['', ''];
  return stored.map((event) => {
    at = event.at ?? at;
    actor = event.actor ?? actor;
    return { ...event, at, actor };
  });
};
