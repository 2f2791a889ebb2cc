import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Opens one of the local cloud's own files, `<dataDir>/<name>.db`, or a database in memory.
 *
 * The write-ahead log with `synchronous = NORMAL` keeps every committed statement through SIGKILL, since the operating
 * system holds the pages; only a power cut may take the last moments. It saves an fsync for each message.
 */
export function openDatabase(dataDir: string | 'memory', name: string): DatabaseSync {
  if (dataDir === 'memory') return new DatabaseSync(':memory:');
  mkdirSync(dataDir, { recursive: true });
  const database = new DatabaseSync(path.join(dataDir, `${name}.db`));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;');
  return database;
}

/** Remembers small values by key; each `set` is durable when it returns. */
export type State = {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  close(): void;
};

/** The event-source mappings' memory: how far each shard has been processed. */
export function openState(dataDir: string | 'memory', name: string): State {
  const database = openDatabase(dataDir, name);
  database.exec('CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT');
  const select = database.prepare('SELECT value FROM state WHERE key = ?');
  const upsert = database.prepare(
    'INSERT INTO state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  return {
    get: (key) => select.get(key)?.value as string | undefined,
    set: (key, value) => void upsert.run(key, value),
    close: () => database.close(),
  };
}
