import { code128Of } from '../../carriers/effects/bar-code.ts';
import { openLabelFont } from '../../carriers/effects/label-font.ts';
import { mm, openPaper, type Paper } from '../../carriers/effects/paper.ts';
import type { Column, Sheet } from '../sheet.ts';

/** A4, upright. */
const WIDTH = mm(210);
const HEIGHT = mm(297);
const MARGIN = mm(12);
const FOOT = HEIGHT - mm(16);
/** Bars of half a millimetre: any printer prints them, any scanner reads them. */
const MODULE = mm(0.25);
const LETTERS = 8;
const LINE = LETTERS * 1.25;
const PADDING = mm(1.2);
/** A row is no higher than this: enough for the most totes of a wave. */
const HIGHEST_ROW = mm(200);

/** Draws a list as a PDF of as many sheets as it needs. `fontFolder` holds the slices of the font. */
export const drawSheet = async (sheet: Sheet, fontFolder: string, at: Date): Promise<Buffer> => {
  const paper = openPaper(WIDTH, HEIGHT, openLabelFont(fontFolder), { title: sheet.id, at });
  let page = 1;
  let y = captions(paper, sheet.columns, head(paper, sheet));
  const next = (): void => {
    pageNumber(paper, page);
    paper.turn();
    page++;
    y = MARGIN;
  };
  for (const row of sheet.rows) {
    const height = heightOf(row, sheet.columns);
    if (y + height > FOOT) {
      next();
      y = captions(paper, sheet.columns, y);
    }
    cells(paper, row, sheet.columns, { y, height });
    y += height;
    paper.rule(y);
  }
  if (sheet.signatures) {
    if (y + mm(25) > FOOT) next();
    signatures(paper, sheet.signatures, y + mm(10));
  }
  pageNumber(paper, page);
  return paper.finish();
};

const head = (paper: Paper, { title, id, facts }: Sheet): number => {
  const text = { x: MARGIN, width: mm(100) };
  paper.write([title], { ...text, y: MARGIN, height: mm(8) }, { sizes: [18, 14], bold: true });
  const below = paper.write(facts, { ...text, y: MARGIN + mm(9), height: mm(22) }, { sizes: [9, 8, 7] });
  const code = code128Of(id);
  const width = code.width * MODULE;
  paper.bars(code, { x: WIDTH - MARGIN - width, y: MARGIN, width, height: mm(12) }, MODULE);
  paper.write(
    [id],
    { x: WIDTH - MARGIN - width, y: MARGIN + mm(13), width, height: mm(5) },
    { sizes: [8, 7, 6] },
  );
  return Math.max(below, MARGIN + mm(20)) + mm(3);
};

const captions = (paper: Paper, columns: readonly Column[], y: number): number => {
  paper.rule(y);
  const row = columns.map(({ caption }) => caption);
  cells(paper, row, columns, { y, height: mm(6) }, true);
  paper.rule(y + mm(6));
  return y + mm(6);
};

const cells = (
  paper: Paper,
  row: readonly string[],
  columns: readonly Column[],
  { y, height }: { y: number; height: number },
  bold = false,
): void => {
  let x = MARGIN;
  columns.forEach(({ width }, at) => {
    const area = { x, y: y + PADDING, width: mm(width) - mm(1.5), height: height - PADDING };
    const text = row[at] ?? '';
    if (text !== '') paper.write([text], area, { sizes: [LETTERS, 7, 6], bold });
    x += mm(width);
  });
};

/** Letters are half as wide as high, Chinese ones as wide; a line more is paper, a line less is lost text. */
const heightOf = (row: readonly string[], columns: readonly Column[]): number => {
  const lines = columns.map(({ width }, at) => {
    const letters = [...(row[at] ?? '')].reduce((sum, each) => sum + (/[ -ÿ]/.test(each) ? 0.6 : 1), 0);
    return Math.ceil((letters * LETTERS * 1.05) / (mm(width) - mm(1.5)));
  });
  return Math.min(HIGHEST_ROW, Math.max(1, ...lines) * LINE + 2 * PADDING);
};

const signatures = (paper: Paper, names: readonly string[], y: number): void =>
  names.forEach((name, at) => {
    const x = MARGIN + at * mm(62);
    paper.frame({ x, y, width: mm(58), height: mm(13) });
    paper.write([name], { x: x + mm(1.5), y: y + mm(0.5), width: mm(55), height: mm(5) }, { sizes: [7, 6] });
  });

const pageNumber = (paper: Paper, page: number): void =>
  void paper.write(
    [String(page)],
    { x: WIDTH - MARGIN - mm(10), y: HEIGHT - mm(12), width: mm(10), height: mm(5) },
    { sizes: [8] },
  );
