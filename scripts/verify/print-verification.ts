import type { Difference } from './report.ts';
import type { Verification } from './verify-table.ts';

/** Differences printed in full; the rest is counted. */
const SHOWN = 50;

const listed = (title: string, found: readonly Difference[]): string[] =>
  found.length === 0
    ? []
    : [
        '',
        `${title}: ${found.length}`,
        ...found
          .slice(0, SHOWN)
          .flatMap(({ key, what, look }) => [`  ${key}`, `    ${what}`, `    look at: ${look}`]),
        ...(found.length > SHOWN ? [`  … and ${found.length - SHOWN} more`] : []),
      ];

/** What was proved, as text for a terminal. */
export const verificationText = ({ checked, differences, pending, unexamined }: Verification): string =>
  [
    'Checked',
    ...Object.entries(checked)
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([what, count]) => `  ${String(count).padStart(9)}  ${what}`),
    ...listed('Unfinished, not wrong', pending),
    ...listed('Differences', differences),
    ...(unexamined > 0 ? ['', `${unexamined} more partitions look wrong and were not examined.`] : []),
    '',
    differences.length + unexamined === 0 ? 'All sums and keys agree.' : 'The table is NOT in order.',
  ].join('\n');
