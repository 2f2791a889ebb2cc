import type { Block, Label } from '../label.ts';
import { code128Of, qrOf } from './bar-code.ts';
import { openLabelFont } from './label-font.ts';
import { mm, openPaper, type Paper } from './paper.ts';

/** The usual label of a thermal printer. */
const WIDTH = mm(100);
const HEIGHT = mm(150);
const MARGIN = mm(4);
const INNER = WIDTH - 2 * MARGIN;
/** A dot of a printer of 203 dpi: bars as wide as whole dots have clean edges. */
const DOT = 72 / 203;
/** Bars thinner than two dots are not read reliably; such a number is left to the QR code. */
const THINNEST = 2 * DOT;
/** Clear space that a scanner wants on both sides of the bars, in modules. */
const QUIET = 10;

/** Draws a label of 100 × 150 mm as a PDF. `fontFolder` holds the slices of the font. */
export const drawLabel = async (label: Label, fontFolder: string, at: Date): Promise<Buffer> => {
  const font = openLabelFont(fontFolder);
  const paper = openPaper(WIDTH, HEIGHT, font, { title: label.trackingNumber, at });
  header(paper, label);
  barCode(paper, label);
  party(paper, '收 TO', label.to, { y: mm(47), height: mm(46) }, [15, 13, 11, 10, 9, 8, 7, 6]);
  paper.rule(mm(94));
  party(paper, '寄 FROM', label.from, { y: mm(95), height: mm(20) }, [8.5, 8, 7, 6, 5]);
  paper.rule(mm(116));
  footer(paper, label);
  return paper.finish();
};

const header = (paper: Paper, { carrier, service, parcel }: Label): void => {
  const row = { y: mm(3), height: mm(11) };
  paper.write([carrier], { x: MARGIN, width: mm(48), ...row }, { sizes: [20, 16, 12, 9], bold: true });
  paper.write([service ?? ''], { x: mm(54), width: mm(26), ...row }, { sizes: [12, 10, 8, 6] });
  paper.write([parcel], { x: mm(82), width: mm(15), ...row }, { sizes: [18, 14, 11], bold: true });
  paper.rule(mm(15));
};

const barCode = (paper: Paper, { trackingNumber }: Label): void => {
  const code = code128Of(trackingNumber);
  const dots = Math.floor(INNER / (code.width + 2 * QUIET) / DOT);
  const module = dots * DOT;
  if (module >= THINNEST)
    paper.bars(
      code,
      { x: (WIDTH - code.width * module) / 2, y: mm(18), width: code.width * module, height: mm(18) },
      module,
    );
  paper.write(
    [trackingNumber],
    { x: MARGIN, y: mm(37.5), width: INNER, height: mm(7) },
    { sizes: [13, 11, 9, 7], bold: true },
  );
  paper.rule(mm(45.5));
};

const party = (
  paper: Paper,
  caption: string,
  { name, phone, address }: Block,
  { y, height }: { y: number; height: number },
  sizes: readonly number[],
): void => {
  const column = { x: MARGIN + mm(13), width: INNER - mm(13) };
  paper.write([caption], { x: MARGIN, y, width: mm(12), height: mm(12) }, { sizes: [10, 9, 8], bold: true });
  const below = paper.write([name], { ...column, y, height: height * 0.35 }, { sizes, bold: true });
  paper.write(
    [phone ?? '', ...address],
    { ...column, y: below, height: y + height - below },
    { sizes: sizes.slice(1) },
  );
};

const footer = (paper: Paper, label: Label): void => {
  const { orderNumber, locationId, weight, units, cash, marks, note, trackingNumber } = label;
  const width = mm(58);
  const facts = [
    `${orderNumber} · ${locationId}`,
    [weight, `× ${units}`].filter(Boolean).join('  '),
    marks.join(' · '),
  ];
  const height = note === undefined ? mm(14) : mm(8.5);
  paper.write(facts, { x: MARGIN, y: mm(117.5), width, height }, { sizes: [9, 8, 7, 6] });
  if (note !== undefined)
    paper.write(
      [`备注 ${note.replaceAll('\n', ' ')}`],
      { x: MARGIN, y: mm(126), width, height: cash === undefined ? mm(20) : mm(6) },
      { sizes: [8, 7, 6, 5] },
    );
  if (cash !== undefined) {
    const box = { x: MARGIN, y: mm(132), width, height: mm(14) };
    paper.frame(box);
    paper.write(['代收 COD'], { ...box, x: box.x + 4, y: box.y + 3 }, { sizes: [9] });
    paper.write(
      [cash],
      { x: box.x + 4, y: mm(136.5), width: width - 8, height: mm(9) },
      { sizes: [19, 16, 13, 10], bold: true },
    );
  }
  paper.matrix(qrOf(trackingNumber), { x: mm(67), y: mm(118.5), width: mm(28), height: mm(28) });
};
