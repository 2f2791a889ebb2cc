/** How wide a character is, as a share of the letter size. */
export type Measure = (character: string) => number;

/** Lines that fit a width, and the letter size at which they do. */
export type Fitted = { size: number; lines: readonly string[] };

export const widthOf = (text: string, measure: Measure): number =>
  [...text].reduce((sum, character) => sum + measure(character), 0);

/** Chinese breaks anywhere; words of letters stay whole as long as they fit a line. */
const UNITS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。、；：（）]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。、；：（）]+|\s+/gu;

/** Breaks a text into lines of at most this width, in letter sizes. */
export const breakLines = (text: string, width: number, measure: Measure): string[] => {
  const lines: string[] = [];
  let line = '';
  const put = (piece: string): void => {
    if (line !== '' && widthOf(line + piece.trimEnd(), measure) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += line === '' ? piece.trimStart() : piece;
  };
  // A word longer than a line is broken wherever the line ends.
  for (const [unit] of text.replaceAll(/\s+/g, ' ').matchAll(UNITS))
    for (const piece of widthOf(unit, measure) > width ? unit : [unit]) put(piece);
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines;
};

/**
 * The largest of the sizes at which paragraphs fit a box; where none does, the smallest, and the last line that has
 * room ends in an ellipsis.
 */
export const fitText = (
  paragraphs: readonly string[],
  box: { width: number; height: number; leading: number },
  sizes: readonly number[],
  measure: Measure,
): Fitted => {
  let fitted: Fitted = { size: sizes.at(-1) ?? 1, lines: [] };
  for (const size of sizes) {
    const lines = paragraphs.flatMap((paragraph) => breakLines(paragraph, box.width / size, measure));
    const room = Math.max(1, Math.floor(box.height / (size * box.leading)));
    if (lines.length <= room) return { size, lines };
    const last = shortened(lines[room - 1] ?? '', box.width / size, measure);
    fitted = { size, lines: [...lines.slice(0, room - 1), last] };
  }
  return fitted;
};

const shortened = (line: string, width: number, measure: Measure): string => {
  const characters = [...line];
  while (characters.length > 0 && widthOf(`${characters.join('')}…`, measure) > width) characters.pop();
  return `${characters.join('')}…`;
};
