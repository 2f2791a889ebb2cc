/** A value of JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What an operator takes: its least and most arguments, and whether some of them are asked of each element of a list. */
type Operator = { least: number; most: number; perElement?: true };

const MANY = 50;
const of = (least: number, most = least): Operator => ({ least, most });
const quantifier: Operator = { least: 2, most: 2, perElement: true };

/** The operators of JSON Logic (jsonlogic.com) that a condition may use. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  var: of(1, 2),
  '==': of(2),
  '===': of(2),
  '!=': of(2),
  '!==': of(2),
  '!': of(1),
  '!!': of(1),
  and: of(1, MANY),
  or: of(1, MANY),
  if: of(2, MANY),
  '<': of(2, 3),
  '<=': of(2, 3),
  '>': of(2),
  '>=': of(2),
  in: of(2),
  '+': of(1, MANY),
  '-': of(1, 2),
  '*': of(1, MANY),
  '/': of(2),
  '%': of(2),
  min: of(1, MANY),
  max: of(1, MANY),
  some: quantifier,
  all: quantifier,
  none: quantifier,
};

/** The operator and arguments of a rule; a single argument may stand without a list. Undefined for what is a value. */
export const operationOf = (rule: Json): { name: string; args: readonly Json[] } | undefined => {
  if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) return undefined;
  const [entry, second] = Object.entries(rule);
  if (!entry || second) return undefined;
  const [name, given] = entry;
  return { name, args: Array.isArray(given) ? given : [given] };
};

/** What counts as yes: an empty list does not. */
export const isTruthy = (value: Json): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));

/**
 * Works a condition of JSON Logic out over some facts, by walking it: no code is made of it. Total: what makes no sense
 * (a text minus a list) is `null` or no number, never an error, and no operator is known but {@link OPERATORS}.
 */
export const evaluate = (rule: Json, facts: Json): Json => {
  if (Array.isArray(rule)) return rule.map((each) => evaluate(each, facts));
  const operation = operationOf(rule);
  if (!operation) return rule;
  const { name, args } = operation;
  const [first = null, second = null] = args;
  if (name === 'and' || name === 'or') return shortCut(name, args, facts);
  if (name === 'if') return choose(args, facts);
  if (name === 'some' || name === 'all' || name === 'none')
    return quantify(name, evaluate(first, facts), second);
  return apply(
    name,
    args.map((each) => evaluate(each, facts)),
    facts,
  );
};

const shortCut = (name: 'and' | 'or', args: readonly Json[], facts: Json): Json => {
  let last: Json = null;
  for (const arg of args) {
    last = evaluate(arg, facts);
    if (isTruthy(last) === (name === 'or')) return last;
  }
  return last;
};

/** `if, then, else if, then, …, else`. */
const choose = (args: readonly Json[], facts: Json): Json => {
  for (let at = 0; at + 1 < args.length; at += 2)
    if (isTruthy(evaluate(args[at] ?? null, facts))) return evaluate(args[at + 1] ?? null, facts);
  return args.length % 2 === 1 ? evaluate(args.at(-1) ?? null, facts) : null;
};

const quantify = (name: 'some' | 'all' | 'none', list: Json, condition: Json): boolean => {
  const elements = Array.isArray(list) ? (list as readonly Json[]) : [];
  const holds = (element: Json): boolean => isTruthy(evaluate(condition, element));
  if (name === 'some') return elements.some(holds);
  if (name === 'none') return !elements.some(holds);
  return elements.length > 0 && elements.every(holds);
};

/** A number of what it is given; what is none becomes NaN, with which no comparison holds. */
const number = (value: Json): number =>
  typeof value === 'object' && value !== null ? Number.NaN : Number(value);

const looselyEqual = (one: Json, other: Json): boolean => {
  if (one === other) return true;
  if (one === null || other === null || typeof one === 'object' || typeof other === 'object') return false;
  return typeof one !== typeof other && number(one) === number(other);
};

/** Text with text by its letters, everything else by its number. */
const isLess = (one: Json, other: Json, orEqual: boolean): boolean => {
  if (typeof one === 'string' && typeof other === 'string') return orEqual ? one <= other : one < other;
  return orEqual ? number(one) <= number(other) : number(one) < number(other);
};

const apply = (name: string, args: readonly Json[], facts: Json): Json => {
  const [one = null, two = null, three] = args;
  const numbers = args.map(number);
  switch (name) {
    case 'var':
      return lookUp(facts, one) ?? two;
    case '==':
      return looselyEqual(one, two);
    case '!=':
      return !looselyEqual(one, two);
    case '===':
      return one === two;
    case '!==':
      return one !== two;
    case '!':
      return !isTruthy(one);
    case '!!':
      return isTruthy(one);
    case '<':
    case '<=':
      return isLess(one, two, name === '<=') && (three === undefined || isLess(two, three, name === '<='));
    case '>':
    case '>=':
      return isLess(two, one, name === '>=');
    case 'in':
      return isIn(one, two);
    case '+':
      return numbers.reduce((sum, each) => sum + each, 0);
    case '*':
      return numbers.reduce((product, each) => product * each, 1);
    case '-':
      return args.length === 1 ? -number(one) : number(one) - number(two);
    case '/':
      return number(one) / number(two);
    case '%':
      return number(one) % number(two);
    case 'min':
      return Math.min(...numbers);
    case 'max':
      return Math.max(...numbers);
    default:
      throw new Error(`The condition was not checked: ${name} is no operator.`);
  }
};

const isIn = (wanted: Json, where: Json): boolean => {
  if (Array.isArray(where)) return where.some((each) => each === wanted);
  return typeof where === 'string' && typeof wanted === 'string' && where.includes(wanted);
};

/** Follows a path of names with dots; only what the facts themselves have, nothing they inherit. `''` is all of them. */
const lookUp = (facts: Json, path: Json): Json | undefined => {
  if (path === '' || path === null) return facts;
  let found: unknown = facts;
  for (const step of String(path).split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
    found = (found as Record<string, unknown>)[step];
  }
  return found as Json;
};
