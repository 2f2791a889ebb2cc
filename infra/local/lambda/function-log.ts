import { createWriteStream, mkdirSync, renameSync, rmSync, statSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';

/** Where the lines of all functions go: one file each, kept small. */
export type FunctionLogs = { write(functionName: string, line: string): void; close(): Promise<void> };

/** A file larger than this becomes `<name>.log.1`, in place of an older one. */
const MAX_BYTES = 5_000_000;

/** Opens the log folder. Without a folder (tests) lines go nowhere. Files are opened with their first line. */
export function openFunctionLogs(directory: string | undefined): FunctionLogs {
  if (directory === undefined) return { write() {}, close: async () => {} };
  mkdirSync(directory, { recursive: true });
  const files = new Map<string, { stream: WriteStream; bytes: number }>();

  function fileOf(name: string) {
    const path = join(directory as string, `${name}.log`);
    const open = files.get(name);
    if (open !== undefined && open.bytes < MAX_BYTES) return open;
    open?.stream.end();
    let bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (bytes >= MAX_BYTES) {
      rmSync(`${path}.1`, { force: true });
      renameSync(path, `${path}.1`);
      bytes = 0;
    }
    const stream = createWriteStream(path, { flags: 'a' });
    // A log that cannot be written (disk full) must not end the local cloud; the data's own writes will tell.
    stream.on('error', () => {});
    const file = { stream, bytes };
    files.set(name, file);
    return file;
  }

  return {
    write(name, line) {
      const file = fileOf(name);
      file.bytes += Buffer.byteLength(line) + 1;
      file.stream.write(`${line}\n`);
    },
    async close() {
      const open = [...files.values()];
      await Promise.all(open.map(({ stream }) => new Promise<void>((done) => stream.end(() => done()))));
    },
  };
}
