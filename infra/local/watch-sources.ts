import { readdirSync, statSync, watch } from 'node:fs';

/** Editors write a file in several steps; a save is over when nothing came for this long. */
const QUIET_MS = 80;

/**
 * Watches folders and tells, once per save, the paths that changed. The next call waits until the last has ended.
 * @returns ends the watching
 */
export function watchSources(
  folders: readonly string[],
  onChange: (paths: readonly string[]) => Promise<void>,
): () => void {
  const pending = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();

  function note(path: string): void {
    if (!/\.(ts|mjs|json)$/.test(path)) return;
    pending.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const paths = [...pending];
      pending.clear();
      running = running.then(() => onChange(paths));
    }, QUIET_MS);
  }

  const stops = folders.map((folder) => watchTree(folder, note));
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}

/**
 * One watcher per folder instead of Node's recursive one: on Linux that one follows each file, and loses it when an
 * editor saves by putting a new file in its place.
 */
function watchTree(root: string, note: (path: string) => void): () => void {
  const watchers = new Map<string, { close(): void }>();

  function add(folder: string): void {
    if (watchers.has(folder)) return;
    const watcher = watch(folder, (_, name) => {
      if (name === null) return;
      const path = `${folder}/${name}`;
      if (isFolder(path)) add(path);
      else note(path);
    });
    watcher.on('error', () => drop(folder));
    watchers.set(folder, watcher);
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) add(`${folder}/${entry.name}`);
    }
  }

  function drop(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }

  add(root);
  return () => {
    for (const folder of [...watchers.keys()]) drop(folder);
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
