import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { MessageAttributes } from './message-digest.ts';
import type { QueueSettings } from './queue-settings.ts';

export type NewMessage = {
  id: string;
  body: string;
  attributes: MessageAttributes;
  /** For tracing: `AWSTraceHeader`. */
  system: MessageAttributes;
  delaySeconds: number;
};

export type ReceivedMessage = {
  id: string;
  receipt: string;
  body: string;
  attributes: MessageAttributes;
  system: MessageAttributes;
  sentAt: number;
  firstReceivedAt: number;
  receives: number;
};

export type QueueCounts = { visible: number; inFlight: number; delayed: number };

/** Messages of all queues; every change is durable when the call returns. Times are milliseconds since 1970. */
export type QueueStore = {
  /** Stores all or none. */
  send(queue: QueueSettings, messages: readonly NewMessage[]): void;
  receive(
    queue: QueueSettings,
    limit: number,
    visibilitySeconds: number,
    shuffled: boolean,
  ): ReceivedMessage[];
  remove(queue: string, receipt: string): void;
  /** False when the message is not in flight. */
  changeVisibility(queue: string, receipt: string, seconds: number): boolean;
  counts(queue: string): QueueCounts;
  /** When the next message becomes visible, if one is hidden now. */
  nextVisibleAt(queue: string): number | undefined;
  /** Moves what lies in the dead-letter queue back to where it came from; answers how many. */
  redrive(deadLetterQueue: string, to: string): number;
  purge(queue: string): void;
};

const SCHEMA = `
CREATE TABLE IF NOT EXISTS messages (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  queue TEXT NOT NULL,
  id TEXT NOT NULL,
  body TEXT NOT NULL,
  attributes TEXT NOT NULL,
  system TEXT NOT NULL,
  sent_at INTEGER NOT NULL,
  visible_at INTEGER NOT NULL,
  receives INTEGER NOT NULL DEFAULT 0,
  first_received_at INTEGER,
  receipt TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS messages_by_queue ON messages (queue, visible_at);
CREATE INDEX IF NOT EXISTS messages_in_order ON messages (queue, seq, visible_at);
CREATE UNIQUE INDEX IF NOT EXISTS messages_by_receipt ON messages (receipt) WHERE receipt IS NOT NULL;`;

/** Messages live for days: a look once a minute is enough. */
const RETENTION_CHECK_MS = 60_000;

/**
 * Makes the store in `database`. Whatever is in flight in a stored database was held by a process that is gone: it becomes
 * visible at once, instead of after its visibility timeout.
 */
export function createQueueStore(database: DatabaseSync, now: () => number = Date.now): QueueStore {
  database.exec(SCHEMA);
  database.exec('UPDATE messages SET visible_at = 0, receipt = NULL WHERE receipt IS NOT NULL');
  const insert = database.prepare(
    'INSERT INTO messages (queue, id, body, attributes, system, sent_at, visible_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const inOrder = database.prepare(
    'SELECT * FROM messages INDEXED BY messages_in_order WHERE queue = ? AND visible_at <= ? ORDER BY seq LIMIT ?',
  );
  const inAnyOrder = database.prepare(
    'SELECT * FROM messages WHERE queue = ? AND visible_at <= ? ORDER BY random() LIMIT ?',
  );
  const hold = database.prepare(
    `UPDATE messages SET receives = receives + 1, first_received_at = coalesce(first_received_at, ?),
     visible_at = ?, receipt = ? WHERE seq = ?`,
  );
  // A move is one statement, so that the message is never in both queues and never in none.
  const bury = database.prepare(
    'UPDATE messages SET queue = ?, visible_at = ?, receipt = NULL WHERE seq = ?',
  );
  const expire = database.prepare('DELETE FROM messages WHERE queue = ? AND sent_at < ?');
  const remove = database.prepare('DELETE FROM messages WHERE queue = ? AND receipt = ?');
  const change = database.prepare(
    'UPDATE messages SET visible_at = ? WHERE queue = ? AND receipt = ? AND visible_at > ?',
  );
  const count = database.prepare(
    `SELECT coalesce(sum(visible_at <= :now), 0) AS visible,
            coalesce(sum(visible_at > :now AND receipt IS NOT NULL), 0) AS inFlight,
            coalesce(sum(visible_at > :now AND receipt IS NULL), 0) AS delayed
     FROM messages WHERE queue = :queue`,
  );
  const next = database.prepare(
    'SELECT min(visible_at) AS at FROM messages WHERE queue = ? AND visible_at > ?',
  );
  const back = database.prepare(
    'UPDATE messages SET queue = ?, visible_at = 0, receipt = NULL, receives = 0 WHERE queue = ?',
  );
  const empty = database.prepare('DELETE FROM messages WHERE queue = ?');

  const lookedForOldAt = new Map<string, number>();
  const together = <T>(work: () => T): T => {
    database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      database.exec('COMMIT');
      return result;
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  };

  return {
    send: (queue, messages) =>
      together(() => {
        for (const { id, body, attributes, system, delaySeconds } of messages) {
          const at = now();
          insert.run(
            queue.name,
            id,
            body,
            JSON.stringify(attributes),
            JSON.stringify(system),
            at,
            at + delaySeconds * 1000,
          );
        }
      }),
    receive: (queue, limit, visibilitySeconds, shuffled) => {
      const at = now();
      const candidates = () => (shuffled ? inAnyOrder : inOrder).all(queue.name, at, limit) as Row[];
      if (candidates().length === 0) return [];
      return together(() => {
        if (at - (lookedForOldAt.get(queue.name) ?? 0) > RETENTION_CHECK_MS) {
          lookedForOldAt.set(queue.name, at);
          expire.run(queue.name, at - queue.retention * 1000);
        }
        const received: ReceivedMessage[] = [];
        // Again when all of a round were dead letters: there may be live ones behind them.
        for (let rows = candidates(); rows.length > 0 && received.length === 0; rows = candidates()) {
          for (const row of rows) take(row, received);
        }
        return received;
      });
      function take(row: Row, received: ReceivedMessage[]) {
        if (queue.redrive && row.receives >= queue.redrive.maximumReceives) {
          bury.run(queue.redrive.deadLetterQueue, at, row.seq);
          return;
        }
        const receipt = randomUUID();
        hold.run(at, at + visibilitySeconds * 1000, receipt, row.seq);
        received.push(receivedOf(row, receipt, at));
      }
    },
    remove: (queue, receipt) => void remove.run(queue, receipt),
    changeVisibility: (queue, receipt, seconds) => {
      const at = now();
      return change.run(at + seconds * 1000, queue, receipt, at).changes > 0;
    },
    counts: (queue) => ({ ...(count.get({ now: now(), queue }) as QueueCounts) }),
    nextVisibleAt: (queue) => (next.get(queue, now())?.at as number | null) ?? undefined,
    redrive: (deadLetterQueue, to) => Number(back.run(to, deadLetterQueue).changes),
    purge: (queue) => void empty.run(queue),
  };
}

type Row = {
  seq: number;
  id: string;
  body: string;
  attributes: string;
  system: string;
  sent_at: number;
  first_received_at: number | null;
  receives: number;
};

function receivedOf(row: Row, receipt: string, at: number): ReceivedMessage {
  return {
    id: row.id,
    receipt,
    body: row.body,
    attributes: JSON.parse(row.attributes) as MessageAttributes,
    system: JSON.parse(row.system) as MessageAttributes,
    sentAt: row.sent_at,
    firstReceivedAt: row.first_received_at ?? at,
    receives: row.receives + 1,
  };
}
