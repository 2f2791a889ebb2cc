import { type LocalOperation, LocalRequestError } from '../local-api/types.ts';
import { openDatabase } from '../state.ts';

const KEPT = 5000;

export type Mail = {
  id: string;
  to: readonly string[];
  from: string;
  subject: string;
  text?: string;
  html?: string;
  /** RFC 3339. */
  at: string;
  tags?: Readonly<Record<string, string>>;
};

export type Mailbox = { put(mail: Mail): void; operations: readonly LocalOperation[]; close(): void };

/** All mail that was sent, newest first; the newest 5,000 are kept. */
export function openMailbox(dataDir: string | 'memory'): Mailbox {
  const database = openDatabase(dataDir, 'mailbox');
  database.exec(
    'CREATE TABLE IF NOT EXISTS mail (seq INTEGER PRIMARY KEY AUTOINCREMENT, recipients TEXT NOT NULL, mail TEXT NOT NULL) STRICT',
  );
  const insert = database.prepare('INSERT INTO mail (recipients, mail) VALUES (?, ?)');
  const trim = database.prepare('DELETE FROM mail WHERE seq <= ?');
  const select = database.prepare(
    "SELECT mail FROM mail WHERE instr(recipients, ?) > 0 OR ? = '' ORDER BY seq DESC LIMIT ?",
  );
  const line = (address: string) => `\n${address.toLowerCase()}\n`;

  return {
    put: (mail) => {
      const { lastInsertRowid } = insert.run(mail.to.map(line).join(''), JSON.stringify(mail));
      trim.run(Number(lastInsertRowid) - KEPT);
    },
    close: () => database.close(),
    operations: [
      {
        method: 'GET',
        path: '/local/mailbox',
        summary: 'The e-mails that were sent, newest first; ?to= and ?limit= (100 by default).',
        handle: async ({ query }) => {
          const limit = Number(query.limit ?? 100);
          if (!Number.isInteger(limit) || limit < 1 || limit > KEPT) {
            throw new LocalRequestError(`"limit" is a whole number from 1 to ${KEPT}.`);
          }
          const to = query.to;
          const rows = select.all(to ? line(to) : '', to ?? '', limit);
          return {
            status: 200,
            body: { items: rows.map((row) => JSON.parse(row.mail as string) as Mail) },
          };
        },
      },
    ],
  };
}
