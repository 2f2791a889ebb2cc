import { isDeepStrictEqual } from 'node:util';
import { type FieldError, isProblem, type Problem, validationFailed } from '../kernel/problem.ts';
import type { Decision, DecisionContext } from '../orders/decision.ts';
import type { Box, Contents, Fulfilment } from '../orders/fulfilment.ts';
import type { Order } from '../orders/order.ts';
import { advanceFulfilment, stepEvent } from './advance-fulfilment.ts';
import { fulfilmentOf, whyNotStep } from './fulfilment-steps.ts';

/**
 * Notes that what was picked is in its box, or in which boxes: together they hold what was picked, no more and no less.
 * Saying it again in other boxes is refused; a repeat that names none asks for nothing new.
 */
export const packFulfilment = (
  order: Order,
  id: string,
  context: DecisionContext,
  boxes?: readonly Box[],
): Decision | Problem | 'nothing' => {
  const fulfilment = fulfilmentOf(order, id);
  if (isProblem(fulfilment)) return fulfilment;
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
  const known = new Set(lines.map(({ lineId }) => lineId));
  const unknown = boxes.flatMap((box, at) => unknownLines(box.lines ?? [], known, at));
  if (unknown.length > 0) return unknown;
  const packed = new Map<string, number>();
  for (const { lineId, quantity } of boxes.flatMap((box) => box.lines ?? []))
    packed.set(lineId, (packed.get(lineId) ?? 0) + quantity);
  return lines.flatMap(({ lineId, picked }): FieldError[] => {
    const units = packed.get(lineId) ?? 0;
    return units === picked
      ? []
      : [
          {
            path: '/parcels',
            code: 'not_what_was_picked',
            message: `has ${units} of ${lineId}, of which ${picked} were picked`,
          },
        ];
  });
};

const unknownLines = (contents: Contents, known: ReadonlySet<string>, box: number): FieldError[] =>
  contents.flatMap(({ lineId }, at): FieldError[] => {
    const path = `/parcels/${box}/lines/${at}/lineId`;
    if (!known.has(lineId))
      return [{ path, code: 'unknown_line', message: 'is not a line of this fulfilment' }];
    return contents.findIndex((other) => other.lineId === lineId) < at
      ? [{ path, code: 'duplicate_line', message: 'is named twice' }]
      : [];
  });
