import { isDeepStrictEqual } from 'node:util';
import {
  type Item,
  type Operand,
  type References,
  readOperand,
  readPath,
  type Tokens,
  tokensOf,
  valueAt,
} from './expression-tokens.ts';

type Test = (item: Item | undefined, references: References) => boolean;

const known = new Map<string, Test>();

/**
 * Whether an item meets a condition as DynamoDB would judge it; an absent item meets what an item without attributes
 * would. Strict: what is not understood throws, so that no condition is ever taken for met by mistake.
 */
export function isMet(condition: string, item: Item | undefined, references: References): boolean {
  let test = known.get(condition);
  if (!test) {
    const tokens = tokensOf(condition);
    test = readOr(tokens);
    if (!tokens.isDone()) throw new Error(`Not understood in "${condition}": ${tokens.peek()}`);
    known.set(condition, test);
  }
  return test(item, references);
}

function readOr(tokens: Tokens): Test {
  const parts = [readAnd(tokens)];
  while (tokens.take('OR')) parts.push(readAnd(tokens));
  const [only] = parts;
  return parts.length === 1 && only ? only : (item, own) => parts.some((part) => part(item, own));
}

function readAnd(tokens: Tokens): Test {
  const parts = [readNot(tokens)];
  while (tokens.take('AND')) parts.push(readNot(tokens));
  const [only] = parts;
  return parts.length === 1 && only ? only : (item, own) => parts.every((part) => part(item, own));
}

function readNot(tokens: Tokens): Test {
  if (!tokens.take('NOT')) return readTest(tokens);
  const test = readNot(tokens);
  return (item, own) => !test(item, own);
}

function readTest(tokens: Tokens): Test {
  if (tokens.take('(')) {
    const test = readOr(tokens);
    tokens.expect(')');
    return test;
  }
  const word = tokens.peek()?.toLowerCase();
  if (word === 'attribute_exists' || word === 'attribute_not_exists') {
    tokens.next();
    tokens.expect('(');
    const path: Operand = { kind: 'path', path: readPath(tokens) };
    tokens.expect(')');
    return (item, own) => (valueAt(path, item, own) !== undefined) === (word === 'attribute_exists');
  }
  if (word === 'begins_with' || word === 'contains') return readPair(tokens, PAIRS[word]);
  return readComparison(tokens);
}

const PAIRS = {
  begins_with: (one: unknown, other: unknown) =>
    typeof one === 'string' && typeof other === 'string' && one.startsWith(other),
  contains: (one: unknown, other: unknown) => {
    if (typeof one === 'string') return typeof other === 'string' && one.includes(other);
    if (one instanceof Set) return one.has(other);
    return Array.isArray(one) && one.some((each) => isDeepStrictEqual(each, other));
  },
};

function readPair(tokens: Tokens, holds: (one: unknown, other: unknown) => boolean): Test {
  tokens.next();
  tokens.expect('(');
  const one = readOperand(tokens);
  tokens.expect(',');
  const other = readOperand(tokens);
  tokens.expect(')');
  return (item, own) => holds(valueAt(one, item, own), valueAt(other, item, own));
}

/** −1, 0 or 1; undefined where the two cannot be ordered, as with something that is missing. */
export function compare(one: unknown, other: unknown): number | undefined {
  if (typeof one === 'number' && typeof other === 'number') return Math.sign(one - other);
  if (typeof one === 'string' && typeof other === 'string')
    return Math.sign(Buffer.compare(Buffer.from(one), Buffer.from(other)));
  return undefined;
}

const isEqual = (one: unknown, other: unknown): boolean =>
  one !== undefined && other !== undefined && isDeepStrictEqual(one, other);

const ORDERS: Record<string, (order: number) => boolean> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

const isOrdered = (one: unknown, other: unknown, fits: (order: number) => boolean): boolean => {
  const order = compare(one, other);
  return order !== undefined && fits(order);
};

function readComparison(tokens: Tokens): Test {
  const left = readOperand(tokens);
  if (tokens.take('BETWEEN')) {
    const least = readOperand(tokens);
    tokens.expect('AND');
    const most = readOperand(tokens);
    return (item, own) =>
      isOrdered(valueAt(left, item, own), valueAt(least, item, own), (order) => order >= 0) &&
      isOrdered(valueAt(left, item, own), valueAt(most, item, own), (order) => order <= 0);
  }
  if (tokens.take('IN')) {
    tokens.expect('(');
    const choices = [readOperand(tokens)];
    while (tokens.take(',')) choices.push(readOperand(tokens));
    tokens.expect(')');
    return (item, own) =>
      choices.some((choice) => isEqual(valueAt(left, item, own), valueAt(choice, item, own)));
  }
  const operator = tokens.next();
  const right = readOperand(tokens);
  if (operator === '=') return (item, own) => isEqual(valueAt(left, item, own), valueAt(right, item, own));
  if (operator === '<>') return (item, own) => !isEqual(valueAt(left, item, own), valueAt(right, item, own));
  const fits = ORDERS[operator];
  if (!fits) throw new Error(`${operator} is not a comparison.`);
  return (item, own) => isOrdered(valueAt(left, item, own), valueAt(right, item, own), fits);
}
