import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';

/** What GitHub makes of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

const withoutCode = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, '');

const anchorsIn = (text: string): string[] =>
  [...withoutCode(text).matchAll(/^#+\s+(.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

/** Links of these pages that lead nowhere: to a file that is not there, or to a heading that it does not have. */
export const deadLinks = async (files: readonly string[]): Promise<string[]> => {
  const dead: string[] = [];
  for (const file of files) {
    const text = withoutCode(await readFile(file, 'utf8'));
    for (const [, link = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(link)) continue;
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? file : normalize(join(dirname(file), path));
      if (!existsSync(target)) dead.push(`${file}: ${link} is not there`);
      else if (anchor && !anchorsIn(await readFile(target, 'utf8')).includes(anchor))
        dead.push(`${file}: ${target} has no heading #${anchor}`);
    }
  }
  return dead;
};
