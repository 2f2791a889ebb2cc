import { attributeImage, type Image } from './image.ts';
import { type AttributeValue, valueSize } from './item-size.ts';

/** An update as the request has it. */
export type Update = {
  UpdateExpression?: string;
  ExpressionAttributeNames?: Readonly<Record<string, string>>;
  ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>>;
};

type Context = { update: Update; image: Image; stored(attribute: string): boolean };
/** A value as far as it is known: always its bytes, the value itself if it is one that is remembered. */
type Operand = { bytes: number; value?: AttributeValue };

const CLAUSE = /\b(SET|REMOVE|ADD|DELETE)\b/i;
const NOTHING: Operand = { bytes: 0 };

/**
 * The image after an update expression. Exact for whole attributes set, removed, or counted up and down; a change inside
 * of a list or map, or of a set, adds or takes the bytes of the values it names.
 */
export function applyUpdate(before: Image, update: Update, stored: (attribute: string) => boolean): Image {
  const context: Context = { update, image: before, stored };
  const after: Record<string, Image[string]> = { ...before };
  // All of an expression sees the item as it was, so that the order of the clauses does not matter.
  const [, ...parts] = (update.UpdateExpression ?? '').split(CLAUSE);
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const clause = parts[at]?.toUpperCase();
    for (const action of splitOutsideBrackets(parts[at + 1] ?? '', ',')) {
      const [path = '', operand = ''] =
        clause === 'SET' ? splitOnce(action, '=') : splitOnce(action.replace(/\s+/, ' '), ' ');
      const name = nameOf(path, update);
      const inside = /[.[]/.test(path);
      if (clause === 'REMOVE' && !inside) delete after[name];
      if (clause === 'SET' && !inside) put(after, name, evaluate(operand, context), context);
      if (clause === 'SET' && inside) grow(after, name, evaluate(operand, context).bytes);
      if (clause === 'ADD') put(after, name, added(before, name, evaluate(operand, context)), context);
      if (clause === 'DELETE') grow(after, name, -evaluate(operand, context).bytes);
    }
  }
  return after;
}

function evaluate(text: string, context: Context): Operand {
  const expression = text.trim();
  const sum = splitOutsideBrackets(expression, '+', '-');
  if (sum.length === 2) {
    const [left, right] = sum.map((part) => evaluate(part, context)) as [Operand, Operand];
    const sign = splitOutsideBrackets(expression, '-').length === 2 ? -1 : 1;
    return number(numberOf(left) + sign * numberOf(right));
  }
  const call = /^(if_not_exists|list_append)\s*\((.*)\)$/is.exec(expression);
  if (call) {
    const [first = '', second = ''] = splitOutsideBrackets(call[2] ?? '', ',');
    const left = evaluate(first, context);
    const right = evaluate(second, context);
    if (call[1]?.toLowerCase() === 'if_not_exists') return left === NOTHING ? right : left;
    return { bytes: left.bytes + right.bytes };
  }
  const value = context.update.ExpressionAttributeValues?.[expression];
  if (value) return { bytes: valueSize(value), value };
  const name = nameOf(expression, context.update);
  const own = context.image[name];
  return own ? { ...own, bytes: own.bytes - Buffer.byteLength(name) } : NOTHING;
}

/** `ADD` counts a number up from nothing, or puts elements into a set. */
function added(image: Image, name: string, operand: Operand): Operand {
  const own = image[name];
  if (operand.value && 'N' in operand.value) return number(numberOf(own ?? NOTHING) + numberOf(operand));
  return { bytes: operand.bytes + (own ? own.bytes - Buffer.byteLength(name) : 0) };
}

function put(after: Record<string, Image[string]>, name: string, operand: Operand, context: Context): void {
  after[name] = operand.value
    ? attributeImage(name, operand.value, context.stored(name))
    : { bytes: Buffer.byteLength(name) + operand.bytes };
}

function grow(after: Record<string, Image[string]>, name: string, bytes: number): void {
  after[name] = { bytes: Math.max(0, (after[name]?.bytes ?? 0) + bytes) };
}

const nameOf = (path: string, { ExpressionAttributeNames: names = {} }: Update): string => {
  const [first = ''] = path.trim().split(/[.[]/);
  return names[first] ?? first;
};

const number = (amount: number): Operand => {
  const value = { N: String(amount) };
  return { bytes: valueSize(value), value };
};

const numberOf = ({ value }: Operand): number => Number(value?.N ?? 0);

function splitOnce(text: string, separator: string): string[] {
  const trimmed = text.trim();
  const at = trimmed.indexOf(separator);
  return at < 0 ? [trimmed] : [trimmed.slice(0, at), trimmed.slice(at + separator.length)];
}

function splitOutsideBrackets(text: string, ...separators: string[]): string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (depth === 0 && separators.includes(letter)) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.filter((part) => part.trim() !== '');
}
