import type { ArrivalNotice } from './arrival-notice.ts';
import type { Coming } from './coming.ts';

/**
 * An arrival as the API shows it: `open` is what is still to come of a line.
 *
 * @param coming what is still awaited; all of it when absent.
 */
export const arrivalView = (arrival: ArrivalNotice, coming?: ReadonlyMap<string, Coming>) => {
  const { actor: _, closedBy: __, lines, ...rest } = arrival;
  return {
    ...rest,
    lines: lines.map((line) => ({
      ...line,
      open: coming ? (coming.get(line.sku)?.open ?? 0) : line.quantity,
    })),
  };
};
