import { type FieldError, type Problem, problem, validationFailed } from '../../kernel/problem.ts';
import { groupsOf } from '../lay-out-stock.ts';
import type { Order } from '../order.ts';
import type { SplitCommand, SplitGroup } from './split-schema.ts';

/** The groups that a split asks for, each line once in each, every unit of the order in exactly one; or what is wrong. */
export const splitGroups = (order: Order, command: SplitCommand): SplitGroup[] | Problem => {
  const { groups } = command;
  if (!groups) return byLocation(order);
  const errors = wrongGroups(order, groups);
  return errors.length > 0 ? validationFailed(errors) : groups;
};

const byLocation = ({ reservations }: Order): SplitGroup[] | Problem => {
  const locations = Map.groupBy(groupsOf(reservations), ({ locationId }) => locationId);
  if (locations.size < 2)
    return problem(409, 'nothing_to_split', 'Nothing to split', {
      detail: 'All of the order is reserved at one location.',
    });
  return [...locations.values()].map((groups) => {
    const byLine = Map.groupBy(
      groups.flatMap(({ units }) => units),
      ({ lineId }) => lineId,
    );
    return [...byLine].map(([lineId, units]) => ({
      lineId,
      quantity: units.reduce((sum, { quantity }) => sum + quantity, 0),
    }));
  });
};

const wrongGroups = ({ lines }: Order, groups: readonly SplitGroup[]): FieldError[] => {
  const left = new Map(lines.map(({ id, quantity }) => [id, quantity]));
  const errors = groups.flatMap((group, at) => {
    const named = new Set<string>();
    return group.flatMap(({ lineId, quantity }, line): FieldError[] => {
      const path = `/groups/${at}/${line}`;
      const units = left.get(lineId);
      if (units === undefined)
        return [{ path: `${path}/lineId`, code: 'unknown_line', message: 'is not a line of this order' }];
      if (named.has(lineId))
        return [{ path: `${path}/lineId`, code: 'duplicate_line', message: 'is named twice in a group' }];
      named.add(lineId);
      left.set(lineId, units - quantity);
      return units < quantity
        ? [{ path: `${path}/quantity`, code: 'too_many', message: `is more than the ${units} units left` }]
        : [];
    });
  });
  if (errors.length > 0) return errors;
  return [...left]
    .filter(([, units]) => units > 0)
    .map(([id, units]) => ({
      path: '/groups',
      code: 'units_left_over',
      message: `leave ${units} units of ${id} in no group`,
    }));
};
