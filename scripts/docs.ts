import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { eventsPage } from './docs/events-page.ts';
import { deadLinks } from './docs/links.ts';
import { operationsPage } from './docs/operations-page.ts';
import { statesPage } from './docs/states-page.ts';

/** `npm run docs` writes the pages that are made from the code; with `-- --check` it only says which are stale. */
const pages = [statesPage(), eventsPage(), operationsPage()];
const check = process.argv.includes('--check');

const stale: string[] = [];
for (const { file, text } of pages) {
  const there = await readFile(file, 'utf8').catch(() => '');
  if (there === text) continue;
  stale.push(file);
  if (!check) await writeFile(file, text);
}
const dead = await deadLinks(['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md')]);

if (check) for (const file of stale) console.error(`${file} is stale; "npm run docs" writes it anew.`);
else console.log(stale.length === 0 ? 'All pages are as the code says.' : `Wrote ${stale.join(', ')}.`);
for (const link of dead) console.error(`Dead link in ${link}.`);
if (dead.length > 0 || (check && stale.length > 0)) process.exitCode = 1;
