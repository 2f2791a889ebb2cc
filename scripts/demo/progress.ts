/** What the demo is doing, for people. */
export type Progress = {
  /** Begins a phase of so many steps; the one before is over. */
  phase(name: string, steps: number): void;
  tick(): void;
  /** Ends the last phase. */
  end(): void;
  readonly phases: readonly { name: string; seconds: number }[];
};

type Out = { write(text: string): unknown; isTTY?: boolean };

const WIDTH = 30;
const REDRAW_MS = 100;
const NAME = 26;

/** A bar that is drawn again and again on a terminal; elsewhere one line when a phase is over. */
export const createProgress = (out: Out): Progress => {
  const phases: { name: string; seconds: number }[] = [];
  let current: { name: string; steps: number; done: number; from: number } | undefined;
  let drawnAt = 0;

  const line = ({ name, steps, done, from }: NonNullable<typeof current>, over: boolean): string => {
    const share = over || steps === 0 ? 1 : Math.min(1, done / steps);
    const filled = Math.round(share * WIDTH);
    const bar = out.isTTY ? ` ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}` : '';
    const seconds = ((performance.now() - from) / 1000).toFixed(1);
    return `${name.padEnd(NAME)}${bar} ${`${done}`.padStart(5)} ${`${seconds} s`.padStart(8)}`;
  };
  const draw = (over: boolean): void => {
    if (!current) return;
    if (out.isTTY) out.write(`\r\x1b[2K${line(current, over)}${over ? '\n' : ''}`);
    else if (over) out.write(`${line(current, true)}\n`);
    drawnAt = performance.now();
  };
  const end = (): void => {
    if (!current) return;
    draw(true);
    phases.push({ name: current.name, seconds: (performance.now() - current.from) / 1000 });
    current = undefined;
  };
  return {
    phases,
    phase: (name, steps) => {
      end();
      current = { name, steps, done: 0, from: performance.now() };
      draw(false);
    },
    tick: () => {
      if (!current) return;
      current.done += 1;
      if (performance.now() - drawnAt > REDRAW_MS) draw(false);
    },
    end,
  };
};
