/** A clock that stands still while anything is computed, and jumps to whatever happens next. */
export type VirtualTime = {
  /** Milliseconds since the start. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** Lets everything happen that happens until then. Nothing in it may wait for the real world. */
  runUntil(milliseconds: number): Promise<void>;
};

type Event = { at: number; turn: number; happen: () => void };

const isBefore = (one: Event, other: Event): boolean =>
  one.at < other.at || (one.at === other.at && one.turn < other.turn);

/** A time in which thousands of seconds' waiting pass in the time that the computing takes, the same way each time. */
export function createVirtualTime(): VirtualTime {
  const coming = eventHeap();
  let now = 0;
  let turn = 0;
  return {
    now: () => now,
    sleep: (milliseconds) =>
      new Promise((happen) => coming.push({ at: now + Math.max(0, milliseconds), turn: turn++, happen })),
    async runUntil(end) {
      for (;;) {
        // All that can go on without waiting goes on first.
        await new Promise(setImmediate);
        const next = coming.first();
        if (!next || next.at > end) break;
        coming.pop();
        now = next.at;
        next.happen();
      }
      now = end;
    },
  };
}

/** Events, the earliest first. */
function eventHeap() {
  const events: Event[] = [];
  const at = (index: number): Event => events[index] as Event;
  const swap = (one: number, other: number): void => {
    const kept = at(one);
    events[one] = at(other);
    events[other] = kept;
  };
  return {
    first: (): Event | undefined => events[0],
    push(event: Event): void {
      events.push(event);
      for (let index = events.length - 1; index > 0; ) {
        const parent = (index - 1) >> 1;
        if (!isBefore(at(index), at(parent))) return;
        swap(index, parent);
        index = parent;
      }
    },
    pop(): void {
      const last = events.pop();
      if (!last || events.length === 0) return;
      events[0] = last;
      for (let index = 0; ; ) {
        let least = index;
        for (const child of [2 * index + 1, 2 * index + 2])
          if (child < events.length && isBefore(at(child), at(least))) least = child;
        if (least === index) return;
        swap(index, least);
        index = least;
      }
    },
  };
}
