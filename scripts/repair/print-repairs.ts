import type { Repair } from './propose-repair.ts';
import type { RepairReport } from './repair-table.ts';

const nameOf = (repair: Repair): string => {
  if (repair.kind === 'row') return `stock ${repair.name}`;
  return repair.kind === 'damaged'
    ? `${repair.pk} damaged at ${repair.locationId}`
    : `${repair.pk} announced by ${repair.document}`;
};

const writeOf = (repair: Repair): string => {
  if (repair.kind === 'damaged') return `damaged ${repair.from} → ${repair.to}`;
  if (repair.kind === 'coming') return `open ${repair.from} → ${repair.to}`;
  const { row, to } = repair;
  return (['onHand', 'reserved', 'available'] as const)
    .filter((field) => row[field] !== to[field])
    .map((field) => `${field} ${row[field]} → ${to[field]}`)
    .join(', ');
};

const listed = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', `${title}: ${lines.length}`, ...lines];

/** What would be written and why, and what was; as text for a terminal. */
export const repairText = (
  { repairs, undecided, restless, applied, overtaken }: RepairReport,
  apply: boolean,
): string => {
  const said = (list: readonly Repair[]) =>
    list.flatMap((repair) => [
      `  ${nameOf(repair)}`,
      `    ${writeOf(repair)}`,
      ...repair.why.map((why) => `    because ${why}`),
    ]);
  const lines = [
    ...(apply
      ? [
          ...listed('Written', said(applied)),
          ...listed('Not written, for it changed meanwhile', said(overtaken)),
        ]
      : listed('Proposed, nothing is written', said(repairs))),
    ...listed(
      'For people to decide',
      undecided.flatMap(({ name, why }) => [`  ${name}`, `    ${why}`]),
    ),
    ...listed(
      'Changed while it was looked at',
      restless.map((pk) => `  ${pk}`),
    ),
  ];
  if (lines.length === 0) return '\nNo balance of the stock is to be repaired.';
  return [
    ...lines,
    ...(apply || repairs.length === 0 ? [] : ['', 'Add --apply to write what is proposed.']),
  ].join('\n');
};
