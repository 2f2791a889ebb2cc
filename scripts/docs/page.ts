/** A page that is made from the code; the same code always makes the same text. */
export type Page = { file: string; text: string };

/** Puts a page together: its title, where it comes from, and its parts. */
export const page = (file: string, title: string, source: string, parts: readonly string[]): Page => ({
  file,
  text: `${[`# ${title}`, `*Made by \`npm run docs\` from ${source}; not to be edited by hand.*`, ...parts].join('\n\n')}\n`,
});

/** A Markdown table; a cell's bars are escaped. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');

/** Words as code, separated by commas. */
export const codes = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');
