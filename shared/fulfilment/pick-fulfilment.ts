import { type FieldError, isProblem, type Problem, validationFailed } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import type { Fulfilment, FulfilmentLine } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import type { OrderEvent } from '../orders/order-events.ts';
import { advanceFulfilment, stepEvent } from './advance-fulfilment.ts';
import { fulfilmentOf, whyNotStep } from './fulfilment-steps.ts';
import { type NamedLine, namedLine, wrongNames } from './named-lines.ts';

/** How many units of a line have been picked in all. */
export type Pick = NamedLine & { picked: number };

/** Lines an event names; an event must pass the bus, whose messages are bounded. The fulfilment itself knows them all. */
const NAMED_IN_EVENT = 100;

/**
 * Notes what was taken from the shelves. Lines that are not named keep what was picked of them before. All lines
 * full: picked. Anything less: the fulfilment stands still as an exception, until the rest is found and picked.
 */
export const pickFulfilment = (
  order: Order,
  id: string,
  picks: readonly Pick[],
  context: DecisionContext,
): Decision | Problem | 'nothing' => {
  const fulfilment = fulfilmentOf(order, id);
  if (isProblem(fulfilment)) return fulfilment;
  const errors = wrongPicks(fulfilment, picks);
  const lines = pickedLines(fulfilment, picks);
  if (errors.length === 0 && alreadySo(fulfilment, lines)) return 'nothing';
  const refused = whyNotStep(order, fulfilment, 'pick');
  if (refused) return refused;
  if (errors.length > 0) return validationFailed(errors);
  const short = lines.filter((line) => line.picked < line.quantity);
  const { exception: _, ...rest } = fulfilment;
  if (short.length === 0) {
    const picked = { ...rest, lines, status: 'picked' as const, pickedAt: context.at };
    return advanceFulfilment(order, picked, [stepEvent(order, 'picked', picked, context)], context);
  }
  const stopped = { ...rest, lines, status: 'exception' as const, exception: textOf(short) };
  return advanceFulfilment(order, stopped, [shortPick(stopped, short, context)], context);
};

const wrongPicks = ({ lines }: Fulfilment, picks: readonly Pick[]): FieldError[] => {
  const names = wrongNames(lines, picks);
  return picks.flatMap((pick, at): FieldError[] => {
    const wrong = names.filter(({ path }) => path.startsWith(`/lines/${at}/`));
    const quantity = namedLine(lines, pick)?.quantity ?? pick.picked;
    return wrong.length === 0 && pick.picked > quantity
      ? [{ path: `/lines/${at}/picked`, code: 'too_many', message: `is more than ${quantity}` }]
      : wrong;
  });
};

const pickedLines = ({ lines }: Fulfilment, picks: readonly Pick[]): FulfilmentLine[] => {
  const counts = new Map(picks.map((pick) => [namedLine(lines, pick), pick.picked]));
  return lines.map((line) => ({ ...line, picked: counts.get(line) ?? line.picked }));
};

const alreadySo = ({ status, lines }: Fulfilment, now: readonly FulfilmentLine[]): boolean =>
  (status === 'picked' || status === 'exception') &&
  lines.every((line, at) => line.picked === now[at]?.picked);

const textOf = (short: readonly FulfilmentLine[]): string => {
  const first = short.slice(0, 3).map(({ sku, quantity, picked }) => `${sku} × ${quantity - picked}`);
  const more = short.length > 3 ? ` and ${short.length - 3} more` : '';
  return `Not found on the shelves: ${first.join(', ')}${more}.`;
};

const shortPick = (
  { id, locationId }: Fulfilment,
  short: readonly FulfilmentLine[],
  { at, actor }: DecisionContext,
): OrderEvent => ({
  type: 'exception_short_pick',
  at,
  actor,
  data: {
    fulfilmentId: id,
    locationId,
    shortLines: short.length,
    short: short
      .slice(0, NAMED_IN_EVENT)
      .map(({ lineId, sku, quantity, picked }) => ({ lineId, sku, missing: quantity - picked })),
  },
});
