import { type NamedLine, namedLine, wrongNames } from '../fulfilment/named-lines.ts';
import type { Pick } from '../fulfilment/pick-fulfilment.ts';
import { type FieldError, type Problem, validationFailed } from '../kernel/problem.ts';
import type { FulfilmentLine } from '../orders/fulfilment.ts';
import type { Member } from './member.ts';

/** What was found: units of a SKU for the whole wave, or of one fulfilment's line; always in all, never more. */
export type WavePick =
  | { sku: string; picked: number }
  | ({ fulfilmentId: string; picked: number } & NamedLine);

/** What a fulfilment gets of it; `waiting` where some of its lines were not looked for yet. */
export type Share = { member: Member; picks: readonly Pick[]; waiting: boolean };

type Slot = { member: Member; line: FulfilmentLine };

/**
 * Shares out what was picked for a wave: units of a SKU fill the totes in their order, so that a shortage is the least
 * urgent order's. Figures are totals, so that saying them again changes nothing. `others`: what was not named was found
 * in full (`picked`), or was not looked for yet (`later`), and its fulfilments wait. What somebody has missed stays
 * missing until it is named: another who finishes the rest has not found it.
 */
export const spreadPicks = (
  members: readonly Member[],
  lines: readonly WavePick[],
  others: 'picked' | 'later',
): Share[] | Problem => {
  const inWave = members.filter(({ state }) => state !== 'held' && state !== 'dropped');
  const slots = inWave.flatMap((member): Slot[] =>
    (member.fulfilment?.lines ?? []).map((line) => ({ member, line })),
  );
  const errors = lines.flatMap((line, at) => wrongLine(line, at, lines, slots, members));
  if (errors.length > 0) return validationFailed(errors);
  const found = new Map<Slot, number>();
  for (const line of lines) {
    if (isOfSku(line)) fill(slots, line, found);
    else for (const slot of slots) if (isSlot(slot, line)) found.set(slot, line.picked);
  }
  const open = inWave.filter(isOpen);
  return open.flatMap((member): Share[] => {
    const own = slots.filter((slot) => slot.member === member);
    const unnamed = own.filter((slot) => !found.has(slot));
    const said = member.state === 'short';
    if (unnamed.length === own.length && (others === 'later' || said)) return [];
    const picks = own.flatMap((slot): Pick[] => {
      const rest = said ? slot.line.picked : slot.line.quantity;
      const picked = found.get(slot) ?? (others === 'picked' ? rest : undefined);
      const { lineId, sku } = slot.line;
      return picked === undefined ? [] : [{ lineId, sku, picked }];
    });
    const waiting = others === 'later' && unnamed.some(({ line }) => line.picked < line.quantity);
    return [{ member, picks, waiting }];
  });
};

const isOpen = ({ state }: Member): boolean => state === 'to_pick' || state === 'short';
const isOfSku = (line: WavePick): line is { sku: string; picked: number } => !('lineId' in line);
const isSlot = ({ member, line }: Slot, wanted: { fulfilmentId: string } & NamedLine): boolean =>
  member.fulfilmentId === wanted.fulfilmentId && line === namedLine(member.fulfilment?.lines ?? [], wanted);

/** Those that are past picking keep what they have; the rest goes by position. */
const fill = (
  slots: readonly Slot[],
  { sku, picked }: { sku: string; picked: number },
  found: Map<Slot, number>,
) => {
  const ofSku = slots.filter(({ line }) => line.sku === sku);
  const past = ofSku.filter(({ member }) => !isOpen(member)).reduce((sum, { line }) => sum + line.picked, 0);
  let left = Math.max(0, picked - past);
  for (const slot of ofSku) {
    if (!isOpen(slot.member)) continue;
    const units = Math.min(left, slot.line.quantity);
    found.set(slot, units);
    left -= units;
  }
};

const wrongLine = (
  line: WavePick,
  at: number,
  all: readonly WavePick[],
  slots: readonly Slot[],
  members: readonly Member[],
): FieldError[] => {
  const path = `/lines/${at}`;
  if (isOfSku(line)) {
    // With what has dropped out since the list was printed: that is no mistake of whoever walked by it.
    const wanted = members
      .flatMap(({ fulfilment }) => fulfilment?.lines ?? [])
      .filter(({ sku }) => sku === line.sku)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    if (wanted === 0)
      return [{ path: `${path}/sku`, code: 'not_in_wave', message: 'is not picked with this wave' }];
    if (all.findIndex((other) => isOfSku(other) && other.sku === line.sku) < at)
      return [{ path: `${path}/sku`, code: 'duplicate_line', message: 'is named twice' }];
    return line.picked > wanted
      ? [{ path: `${path}/picked`, code: 'too_many', message: `is more than ${wanted}` }]
      : [];
  }
  const { fulfilmentId } = line;
  if (!members.some((member) => member.fulfilmentId === fulfilmentId))
    return [{ path: `${path}/fulfilmentId`, code: 'not_in_wave', message: 'is not picked with this wave' }];
  const slot = slots.find((each) => isSlot(each, line));
  // What dropped out of the wave meanwhile is no mistake of whoever stood at the shelf.
  if (!slot && members.some((member) => member.fulfilmentId === fulfilmentId && isOut(member))) return [];
  if (!slot) {
    const lines = members.find((member) => member.fulfilmentId === fulfilmentId)?.fulfilment?.lines ?? [];
    return wrongNames(lines, [line]).map((error) => ({
      ...error,
      path: error.path.replace('/lines/0', path),
    }));
  }
  const before = all.findIndex((other) => !isOfSku(other) && isSlot(slot, other));
  if (before < at) return [{ path: `${path}/lineId`, code: 'duplicate_line', message: 'is named twice' }];
  if (all.some((other) => isOfSku(other) && other.sku === slot.line.sku))
    return [{ path: `${path}/lineId`, code: 'ambiguous', message: 'is named beside the sum of its SKU' }];
  return line.picked > slot.line.quantity
    ? [{ path: `${path}/picked`, code: 'too_many', message: `is more than ${slot.line.quantity}` }]
    : [];
};

const isOut = ({ state }: Member): boolean => state === 'held' || state === 'dropped';
