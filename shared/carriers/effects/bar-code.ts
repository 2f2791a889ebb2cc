import { code128, type DrawingContext, qrcode, type RenderOptions } from 'bwip-js/generic';

/** What is black in a bar code, in modules: rectangles, and outlines to be filled by the even-odd rule. */
export type BarCode = {
  width: number;
  height: number;
  bars: readonly { x: number; width: number }[];
  outlines: readonly (readonly [number, number][])[];
};

/** Two units for a module: the middle of a bar is then a whole number, which the library would round to. */
const UNITS = 2;
const modules = (units: number): number => units / UNITS;

/** Collects what the library would draw. */
const collecting = (): DrawingContext<BarCode> => {
  let size = { width: 0, height: 0 };
  const bars: { x: number; width: number }[] = [];
  const outlines: [number, number][][] = [];
  return {
    scale: () => [UNITS, UNITS],
    measure: () => ({ width: 0, ascent: 0, descent: 0 }),
    init: (width, height) => {
      size = { width: modules(width), height: modules(height) };
    },
    // A bar is a line as wide as its modules.
    line: (x0, _y0, _x1, _y1, width) => void bars.push({ x: modules(x0 - width / 2), width: modules(width) }),
    polygon: (points) => void outlines.push(points.map(([x, y]) => [modules(x), modules(y)])),
    hexagon: () => {},
    ellipse: () => {},
    fill: () => {},
    text: () => {},
    end: () => ({ ...size, bars, outlines }),
  };
};

type Encoder = (options: RenderOptions, drawing: DrawingContext<BarCode>) => BarCode;
// Of an encoder's two forms, the one for a drawing that is there at once.
const encoders: { code128: Encoder; qrcode: Encoder } = { code128, qrcode };

/** Code 128 of a waybill number: what every scanner reads. */
export const code128Of = (text: string): BarCode =>
  encoders.code128({ bcid: 'code128', text, scale: 1 }, collecting());

/** The same as a QR code, for cameras, and for numbers too long for the label's width. */
export const qrOf = (text: string): BarCode =>
  encoders.qrcode({ bcid: 'qrcode', text, scale: 1 }, collecting());
