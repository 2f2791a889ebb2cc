import { type FSWatcher, watch } from 'node:fs';
import { sep } from 'node:path';

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

  function fire(): void {
    const paths = [...pending];
    pending.clear();
    running = running.then(() => onChange(paths));
  }

  const watchers: FSWatcher[] = folders.map((folder) =>
    watch(folder, { recursive: true }, (_, file) => {
      if (file === null || !/\.(ts|mjs|json)$/.test(file)) return;
      pending.add(`${folder}/${file.split(sep).join('/')}`);
      clearTimeout(timer);
      timer = setTimeout(fire, QUIET_MS);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
