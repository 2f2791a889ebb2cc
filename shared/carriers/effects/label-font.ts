import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, type Font, type Glyph } from 'fontkit';

/** A character's outline and how far it moves the pen, in units of which the em has `unitsPerEm`. */
export type Shape = { glyph: Glyph; unitsPerEm: number };

/** Finds the outlines of characters; undefined for one that the font does not have. */
export type LabelFont = (character: string) => Shape | undefined;

type Slice = { file: string; ranges: readonly (readonly [number, number])[] };

const FACE = /url\(([^)]+)\)[^}]*?unicode-range:\s*([^;}]+)/g;

const rangesOf = (text: string): [number, number][] =>
  text.split(',').map((range) => {
    const [from = '', to = from] = range.trim().replace(/^U\+/i, '').split('-');
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
  });

const slicesOf = (css: string): Slice[] =>
  [...css.matchAll(FACE)].map(([, file = '', ranges = '']) => ({ file, ranges: rangesOf(ranges) }));

/** Letters that are not a plain letter with a mark, and the letter they are read as. */
const READ_AS: Readonly<Record<string, string>> = { Ł: 'L', ł: 'l', Đ: 'D', đ: 'd', ı: 'i', Ħ: 'H', ħ: 'h' };

/** A letter without its marks: a postman reads Lodz for Łódź, and nothing in a row of boxes. */
const plainLetter = (character: string): string =>
  READ_AS[character] ?? character.normalize('NFD').replaceAll(/\p{M}/gu, '');

const opened = new Map<string, LabelFont>();

/**
 * Opens the font in a folder of slices: a style sheet that says which characters stand in which file. Only the slices
 * that a text needs are read, and stay read: a label needs a dozen of a hundred, the next one hardly any more.
 */
export const openLabelFont = (folder: string): LabelFont => {
  const known = opened.get(folder);
  if (known) return known;
  const slices = slicesOf(readFileSync(join(folder, 'css.css'), 'utf8'));
  const fonts = new Map<string, Font>();
  const shapes = new Map<string, Shape | undefined>();
  const exactly = (character: string): Shape | undefined => {
    const point = character.codePointAt(0) ?? 0;
    const slice = slices.find(({ ranges }) => ranges.some(([from, to]) => point >= from && point <= to));
    if (!slice) return undefined;
    const font = fonts.get(slice.file) ?? (create(readFileSync(join(folder, slice.file))) as Font);
    fonts.set(slice.file, font);
    const glyph = font.glyphForCodePoint(point);
    return glyph.id === 0 ? undefined : { glyph, unitsPerEm: font.unitsPerEm };
  };
  const shapeOf = (character: string): Shape | undefined => {
    const plain = plainLetter(character);
    return exactly(character) ?? (plain === character ? undefined : exactly(plain));
  };
  const font: LabelFont = (character) => {
    if (!shapes.has(character)) shapes.set(character, shapeOf(character));
    return shapes.get(character);
  };
  opened.set(folder, font);
  return font;
};
