import { isDeepStrictEqual } from 'node:util';
import { type FieldError, isProblem, type Problem, validationFailed } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import type { Box, Fulfilment, FulfilmentLine } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import { advanceFulfilment, stepEvent } from './advance-fulfilment.ts';
import { fulfilmentOf, whyNotStep } from './fulfilment-steps.ts';
import { namedLine, nameOf, wrongNames } from './named-lines.ts';

/**
 * Notes that what was picked is in its box, or in which boxes: together they hold what was picked, no more and no less.
 * Saying it again in other boxes is refused; a repeat that names none asks for nothing new.
 */
export const packFulfilment = (
  order: Order,
  id: string,
  context: DecisionContext,
  said?: readonly Box[],
): Decision | Problem | 'nothing' => {
  const fulfilment = fulfilmentOf(order, id);
  if (isProblem(fulfilment)) return fulfilment;
  const boxes = said?.map((box) => asKept(fulfilment, box));
  const same = boxes === undefined || isDeepStrictEqual(boxes, fulfilment.boxes);
  if (fulfilment.status === 'packed' && same) return 'nothing';
  const refused = whyNotStep(order, fulfilment, 'pack');
  if (refused) return refused;
  const errors = boxes ? wrongBoxes(fulfilment, boxes) : [];
  if (errors.length > 0) return validationFailed(errors);
  const { boxes: _, ...rest } = fulfilment;
  const packed = {
    ...rest,
    status: 'packed' as const,
    packedAt: context.at,
    ...(boxes ? { boxes } : {}),
  };
  return advanceFulfilment(order, packed, [stepEvent(order, 'packed', packed, context)], context);
};

const wrongBoxes = ({ lines }: Fulfilment, boxes: readonly Box[]): FieldError[] => {
  // A single box of which only the weight is said holds everything.
  if (boxes.length === 1 && boxes[0]?.lines === undefined) return [];
  const nameless = boxes.flatMap((box, at): FieldError[] =>
    box.lines ? [] : [{ path: `/parcels/${at}/lines`, code: 'required', message: 'is required' }],
  );
  if (nameless.length > 0) return nameless;
  const unknown = boxes.flatMap((box, at) => wrongNames(lines, box.lines ?? [], `/parcels/${at}/lines`));
  if (unknown.length > 0) return unknown;
  const packed = new Map<FulfilmentLine | undefined, number>();
  for (const each of boxes.flatMap((box) => box.lines ?? [])) {
    const line = namedLine(lines, each);
    packed.set(line, (packed.get(line) ?? 0) + each.quantity);
  }
  return lines.flatMap((line): FieldError[] => {
    const units = packed.get(line) ?? 0;
    const { lineId, sku = '' } = nameOf(lines, line);
    return units === line.picked
      ? []
      : [
          {
            path: '/parcels',
            code: 'not_what_was_picked',
            message: `has ${units} of ${lineId}${sku && ` ${sku}`}, of which ${line.picked} were picked`,
          },
        ];
  });
};

/** A box with its contents named as they are kept, so that a repeat in other words is known as one. */
const asKept = ({ lines }: Fulfilment, { lines: contents, ...box }: Box): Box => ({
  ...box,
  ...(contents
    ? {
        lines: contents.map(({ quantity, ...name }) => {
          const line = namedLine(lines, name);
          return { ...(line ? nameOf(lines, line) : name), quantity };
        }),
      }
    : {}),
});
