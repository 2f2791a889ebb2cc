import {
  type Item,
  type References,
  readOperand,
  readPath,
  realName,
  type Tokens,
  tokensOf,
  valueAt,
} from './expression-tokens.ts';

type Value = (item: Item, references: References) => unknown;
/** Changes `next`, looking at the item as it was: the order of the actions does not matter. */
type Action = (next: Record<string, unknown>, item: Item, references: References) => void;

const known = new Map<string, readonly Action[]>();

/** An item after an update expression, as DynamoDB would make it. Strict: what is not understood throws. */
export function updated(expression: string, item: Item, references: References): Item {
  let actions = known.get(expression);
  if (!actions) {
    actions = readActions(tokensOf(expression), expression);
    known.set(expression, actions);
  }
  const next = { ...item };
  for (const act of actions) act(next, item, references);
  return next;
}

const CLAUSES: Record<string, (tokens: Tokens) => Action> = {
  SET: readSet,
  REMOVE: readRemove,
  ADD: readAdd,
  DELETE: readDelete,
};

function readActions(tokens: Tokens, expression: string): Action[] {
  const actions: Action[] = [];
  while (!tokens.isDone()) {
    const read = CLAUSES[tokens.next().toUpperCase()];
    if (!read) throw new Error(`Not understood in "${expression}".`);
    do actions.push(read(tokens));
    while (tokens.take(','));
  }
  return actions;
}

/** Only whole attributes are changed by this project; a place inside of one throws. */
function readAttribute(tokens: Tokens): (references: References) => string {
  const [word = '', ...inside] = readPath(tokens);
  if (inside.length > 0) throw new Error(`Updates inside of an attribute are not simulated: ${word}.`);
  return (references) => realName(word, references);
}

function readSet(tokens: Tokens): Action {
  const attribute = readAttribute(tokens);
  tokens.expect('=');
  const value = readValue(tokens);
  return (next, item, own) => {
    const found = value(item, own);
    if (found === undefined) throw new Error('The expression refers to an attribute that is not there.');
    next[attribute(own)] = found;
  };
}

function readValue(tokens: Tokens): Value {
  const left = readTerm(tokens);
  const sign = tokens.take('+') ? 1 : tokens.take('-') ? -1 : 0;
  if (sign === 0) return left;
  const right = readTerm(tokens);
  return (item, own) => numberOf(left(item, own)) + sign * numberOf(right(item, own));
}

function readTerm(tokens: Tokens): Value {
  const call = tokens.peek()?.toLowerCase();
  if (call !== 'if_not_exists' && call !== 'list_append') {
    const operand = readOperand(tokens);
    return (item, own) => valueAt(operand, item, own);
  }
  tokens.next();
  tokens.expect('(');
  const one = readTerm(tokens);
  tokens.expect(',');
  const other = readTerm(tokens);
  tokens.expect(')');
  if (call === 'if_not_exists') return (item, own) => one(item, own) ?? other(item, own);
  return (item, own) => [...(one(item, own) as unknown[]), ...(other(item, own) as unknown[])];
}

function readRemove(tokens: Tokens): Action {
  const attribute = readAttribute(tokens);
  return (next, _, own) => {
    delete next[attribute(own)];
  };
}

function readAdd(tokens: Tokens): Action {
  const attribute = readAttribute(tokens);
  const operand = readOperand(tokens);
  return (next, item, own) => {
    const [name, more] = [attribute(own), valueAt(operand, item, own)];
    const before = item[name];
    if (more instanceof Set) next[name] = new Set([...((before ?? []) as Iterable<unknown>), ...more]);
    else next[name] = numberOf(before ?? 0) + numberOf(more);
  };
}

function readDelete(tokens: Tokens): Action {
  const attribute = readAttribute(tokens);
  const operand = readOperand(tokens);
  return (next, item, own) => {
    const [name, gone] = [attribute(own), valueAt(operand, item, own)];
    if (!(gone instanceof Set)) throw new Error('DELETE takes elements out of a set.');
    const left = [...((item[name] ?? []) as Iterable<unknown>)].filter((each) => !gone.has(each));
    if (left.length > 0) next[name] = new Set(left);
    else delete next[name];
  };
}

function numberOf(value: unknown): number {
  if (typeof value !== 'number') throw new Error('An operand of a sum is not a number.');
  return value;
}
