import PDFDocument from 'pdfkit';
import { fitText, type Measure, widthOf } from '../fit-text.ts';
import { printableText } from '../printable-text.ts';
import type { BarCode } from './bar-code.ts';
import type { LabelFont } from './label-font.ts';

/** Distances on paper are in points, 1/72 inch, from its upper left corner. */
export const mm = (length: number): number => (length * 72) / 25.4;

export type Area = { x: number; y: number; width: number; height: number };
export type TextStyle = { sizes: readonly number[]; bold?: boolean };

/** A sheet to draw on. */
export type Paper = {
  /** Writes paragraphs into an area as large as they fit; answers where the next may begin. */
  write(paragraphs: readonly string[], area: Area, style: TextStyle): number;
  rule(y: number): void;
  /** Goes on with a new sheet of the same size. */
  turn(): void;
  frame(area: Area): void;
  bars(code: BarCode, area: Area, module: number): void;
  matrix(code: BarCode, area: Area): void;
  /** The document's bytes. */
  finish(): Promise<Buffer>;
};

const LEADING = 1.25;
/** From a line's top to the foot of its letters, in letter sizes. */
const ASCENT = 0.95;
/** Where the font has no such character, a box of this width stands for it. */
const MISSING = 0.8;

/**
 * Sheets of one size, the first of them ready. Letters are drawn as outlines: the document needs no font, looks the same everywhere, and has
 * every character that the font has, in whatever slice of it.
 */
export const openPaper = (
  width: number,
  height: number,
  font: LabelFont,
  info: { title: string; at: Date },
): Paper => {
  const doc = new PDFDocument({
    size: [width, height],
    margin: 0,
    // Without it, a font would be read from a file that no bundle has.
    font: '',
    info: { Title: info.title, CreationDate: info.at, ModDate: info.at },
  });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const whole = new Promise<Buffer>((resolve, reject) => {
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
  const measure: Measure = (character) => {
    const shape = font(character);
    return shape ? shape.glyph.advanceWidth / shape.unitsPerEm : MISSING;
  };

  const outline = (character: string, x: number, y: number, size: number, bold: boolean): void => {
    const shape = font(character);
    if (!shape) {
      doc
        .rect(x + size * 0.1, y - size * 0.7, size * (MISSING - 0.2), size * 0.7)
        .lineWidth(0.5)
        .stroke();
      return;
    }
    const { commands } = shape.glyph.path;
    if (commands.length === 0) return;
    const scale = size / shape.unitsPerEm;
    doc.save().translate(x, y).scale(scale, -scale);
    for (const { command, args } of commands) draw(doc, command, args);
    // The font has one weight here; a stroke around it makes the other.
    if (bold) doc.lineWidth(shape.unitsPerEm / 28).fillAndStroke();
    else doc.fill();
    doc.restore();
  };

  return {
    write: (paragraphs, area, { sizes, bold = false }) => {
      const written = paragraphs.map(printableText);
      const { size, lines } = fitText(written, { ...area, leading: LEADING }, sizes, measure);
      lines.forEach((line, at) => {
        let x = area.x;
        for (const character of line) {
          outline(character, x, area.y + size * (at * LEADING + ASCENT), size, bold);
          x += widthOf(character, measure) * size;
        }
      });
      return area.y + lines.length * size * LEADING;
    },
    rule: (y) => void doc.moveTo(0, y).lineTo(width, y).lineWidth(0.75).stroke(),
    turn: () => void doc.addPage({ size: [width, height], margin: 0 }),
    frame: ({ x, y, width: w, height: h }) => void doc.rect(x, y, w, h).lineWidth(1.5).stroke(),
    bars: (code, { x, y, height: h }, module) => {
      for (const bar of code.bars) doc.rect(x + bar.x * module, y, bar.width * module, h);
      doc.fill();
    },
    matrix: (code, { x, y, width: w }) => {
      const module = w / code.width;
      for (const [first, ...rest] of code.outlines) {
        if (!first) continue;
        doc.moveTo(x + first[0] * module, y + first[1] * module);
        for (const [px, py] of rest) doc.lineTo(x + px * module, y + py * module);
        doc.closePath();
      }
      doc.fill('even-odd');
    },
    finish: () => {
      doc.end();
      return whole;
    },
  };
};

/** One step of an outline, in the font's words. */
const draw = (doc: PDFKit.PDFDocument, command: string, args: readonly number[]): void => {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = args;
  if (command === 'moveTo') doc.moveTo(a, b);
  else if (command === 'lineTo') doc.lineTo(a, b);
  else if (command === 'quadraticCurveTo') doc.quadraticCurveTo(a, b, c, d);
  else if (command === 'bezierCurveTo') doc.bezierCurveTo(a, b, c, d, e, f);
  else doc.closePath();
};
