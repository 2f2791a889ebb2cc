import { type FieldError, isProblem, type Problem, problem, validationFailed } from '../../kernel/problem.ts';
import { groupsOf, type StockGroup } from '../lay-out-stock.ts';
import { unitsByPart, wholeUnits } from '../line-part.ts';
import type { Order } from '../order.ts';
import { followingGifts, giftsWithCauses } from './gifts-with-causes.ts';
import type { SplitCommand, SplitGroup } from './split-schema.ts';

/** The groups that a split asks for, each line once in each, every unit of the order in exactly one; or what is wrong. */
export const splitGroups = (order: Order, command: SplitCommand): SplitGroup[] | Problem => {
  const { groups, by } = command;
  if (groups) {
    const errors = wrongGroups(order, groups);
    return errors.length > 0 ? validationFailed(errors) : giftsWithCauses(order.lines, groups);
  }
  const found = by === 'availability' ? byAvailability(order) : byLocation(order);
  if (isProblem(found)) return found;
  const dealt = giftsWithCauses(order.lines, found).filter(({ length }) => length > 0);
  return dealt.length < 2 ? nothingToSplit('Gifts stay with what they were given for.') : dealt;
};

const nothingToSplit = (detail: string): Problem =>
  problem(409, 'nothing_to_split', 'Nothing to split', { detail });

/** How many whole units of each line there are among these; parts of a bundle alone are none. */
const unitsOf = (lines: Order['lines'], places: readonly StockGroup[]): Map<string, number> => {
  const parts = unitsByPart(places.flatMap((place) => place.units));
  return new Map(lines.map((line) => [line.id, wholeUnits(line, parts)]));
};

const groupOf = (units: ReadonlyMap<string, number>): SplitGroup =>
  [...units].flatMap(([lineId, quantity]) => (quantity > 0 ? [{ lineId, quantity }] : []));

/** Bundles whose parts lie at several locations go with the first that has any of them. */
const byLocation = ({ lines, reservations }: Order): SplitGroup[] | Problem => {
  const locations = [...Map.groupBy(groupsOf(reservations), ({ locationId }) => locationId).values()];
  if (locations.length < 2) return nothingToSplit('All of the order is reserved at one location.');
  const units = locations.map((places) => unitsOf(lines, places));
  const all = unitsOf(lines, locations.flat());
  for (const { id, components } of lines) {
    const rest = (all.get(id) ?? 0) - units.reduce((sum, here) => sum + (here.get(id) ?? 0), 0);
    if (!components || rest === 0) continue;
    const first = locations.findIndex((places) =>
      places.some((place) => place.units.some(({ lineId }) => lineId === id)),
    );
    units[first]?.set(id, (units[first]?.get(id) ?? 0) + rest);
  }
  // What waits for goods, or is made to order, has no location yet: it stays with the order itself.
  for (const { id, quantity } of lines) {
    const dealt = units.reduce((sum, here) => sum + (here.get(id) ?? 0), 0);
    units[0]?.set(id, (units[0]?.get(id) ?? 0) + quantity - dealt);
  }
  const groups = units.map(groupOf).filter(({ length }) => length > 0);
  return groups.length < 2 ? nothingToSplit('Its bundles cannot be divided over the locations.') : groups;
};

/** What goes now, and what waits for stock; else what goes from one location, and what does not. */
const byAvailability = ({ lines, reservations }: Order): SplitGroup[] | Problem => {
  const places = groupsOf(reservations);
  const reserved = unitsOf(lines, places);
  const hasWaiting = lines.some(({ id, quantity }) => quantity > (reserved.get(id) ?? 0));
  const best = mostStockedLocation({ reservations });
  const now = hasWaiting
    ? reserved
    : unitsOf(
        lines,
        places.filter(({ locationId }) => locationId === best),
      );
  const later = new Map(lines.map(({ id, quantity }) => [id, quantity - (now.get(id) ?? 0)]));
  const groups = [groupOf(now), groupOf(later)];
  return groups.every(({ length }) => length > 0)
    ? groups
    : nothingToSplit(
        [...reserved.values()].every((units) => units === 0)
          ? 'All of the order waits for stock.'
          : 'What can go now is all of the order, or no whole unit of a line.',
      );
};

/** The location with most of an order's units; the first of those with equally many. */
export const mostStockedLocation = ({ reservations }: Pick<Order, 'reservations'>): string | undefined => {
  const units = new Map<string, number>();
  for (const place of groupsOf(reservations))
    for (const { quantity } of place.units)
      units.set(place.locationId, (units.get(place.locationId) ?? 0) + quantity);
  return [...units].reduce<[string, number] | undefined>(
    (best, each) => (best && best[1] >= each[1] ? best : each),
    undefined,
  )?.[0];
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
  const gifts = new Set(followingGifts(lines).map(({ id }) => id));
  for (const [at, group] of groups.entries())
    if (group.every(({ lineId }) => gifts.has(lineId)))
      errors.push({ path: `/groups/${at}`, code: 'gifts_alone', message: 'has only gifts for other groups' });
  if (errors.length > 0) return errors;
  return [...left]
    .filter(([id, units]) => units > 0 && !gifts.has(id))
    .map(([id, units]) => ({
      path: '/groups',
      code: 'units_left_over',
      message: `leave ${units} units of ${id} in no group`,
    }));
};
