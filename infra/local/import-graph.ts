import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';

const IMPORT = /(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g;

/**
 * All files of the project that a file is made of, itself included, found by its relative imports. Read anew at every
 * call: an import may just have been added.
 * @param entry from the project's root, with `/`
 */
export function filesOf(entry: string, read = readSource): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [entry];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    for (const [, imported = ''] of read(file).matchAll(IMPORT)) open.push(join(dirname(file), imported));
  }
  return seen;
}

/** What is not there yet imports nothing; the bundler will say so. */
function readSource(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
