import { type Json, OPERATORS, operationOf } from './json-logic.ts';
import type { FieldError } from './problem.ts';

const DEEPEST = 12;
const MOST_NODES = 300;
const LONGEST_TEXT = 200;

type Place = { path: string; depth: number; perElement: boolean };
type Walk = { facts: ReadonlySet<string>; pointer: string; nodes: number };

/**
 * Everything wrong with a condition that somebody wants to store, with JSON pointers: unknown operators, wrong numbers of
 * arguments, facts that do not exist, and conditions too deep or too large to be worked out for every order.
 */
export const checkCondition = (
  condition: unknown,
  facts: ReadonlySet<string>,
  pointer: string,
): FieldError[] =>
  check(condition, { path: pointer, depth: 1, perElement: false }, { facts, pointer, nodes: 0 });

const wrong = (path: string, code: string, message: string): FieldError[] => [{ path, code, message }];

const check = (value: unknown, place: Place, walk: Walk): FieldError[] => {
  const { path, depth, perElement } = place;
  walk.nodes += 1;
  // One message for the whole: a condition far beyond the limits is not walked to its end.
  if (walk.nodes > MOST_NODES)
    return walk.nodes === MOST_NODES + 1
      ? wrong(walk.pointer, 'too_large', `has more than ${MOST_NODES} parts`)
      : [];
  if (depth > DEEPEST) return wrong(path, 'too_deep', `is nested deeper than ${DEEPEST} levels`);
  if (typeof value === 'string' && value.length > LONGEST_TEXT)
    return wrong(path, 'too_long', `is longer than ${LONGEST_TEXT} characters`);
  if (typeof value === 'number' && !isKept(value))
    return wrong(path, 'no_such_number', 'is too large or too small to be kept exactly');
  if (Array.isArray(value))
    return value.flatMap((each, at) =>
      check(each, { path: `${path}/${at}`, depth: depth + 1, perElement }, walk),
    );
  if (typeof value !== 'object' || value === null) return [];
  return checkOperation(value as Readonly<Record<string, Json>>, place, walk);
};

const checkOperation = (
  value: Readonly<Record<string, Json>>,
  { path, depth, perElement }: Place,
  walk: Walk,
): FieldError[] => {
  const operation = operationOf(value);
  if (!operation) return wrong(path, 'no_operator', 'is an object of one operator, or a value');
  const { name, args } = operation;
  const at = `${path}/${escaped(name)}`;
  const known = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (!known) return wrong(at, 'unknown_operator', `is none of ${Object.keys(OPERATORS).join(' ')}`);
  const { least, most } = known;
  const count =
    args.length < least || args.length > most
      ? wrong(at, 'wrong_arguments', `takes ${least === most ? least : `${least} to ${most}`} arguments`)
      : [];
  if (name === 'var') {
    const [fact = ''] = args;
    const lawful = typeof fact === 'string' && (walk.facts.has(fact) || (perElement && fact === ''));
    return lawful
      ? count
      : [...count, ...wrong(at, 'unknown_fact', `is none of ${[...walk.facts].join(', ')}`)];
  }
  return [
    ...count,
    ...args.flatMap((arg, index) =>
      check(
        arg,
        {
          path: Array.isArray(value[name]) ? `${at}/${index}` : at,
          depth: depth + 1,
          perElement: perElement || (known.perElement === true && index > 0),
        },
        walk,
      ),
    ),
  ];
};

/** What the table keeps as it is: nothing beyond the exact integers, nothing that is all but zero. */
const isKept = (value: number): boolean =>
  value === 0 || (Math.abs(value) <= Number.MAX_SAFE_INTEGER && Math.abs(value) >= 1e-9);

const escaped = (step: string): string => step.replaceAll('~', '~0').replaceAll('/', '~1');
