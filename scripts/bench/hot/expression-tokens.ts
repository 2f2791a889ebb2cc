/** Names and values that an expression refers to. */
export type References = {
  names?: Readonly<Record<string, string>> | undefined;
  values?: Readonly<Record<string, unknown>> | undefined;
};

export type Item = Readonly<Record<string, unknown>>;

const TOKEN = /\s*(:[A-Za-z0-9_]+|#[A-Za-z0-9_]+|[A-Za-z][A-Za-z0-9_]*|\d+|<>|<=|>=|[=<>(),+\-.[\]])/y;

/** The words of an expression, read one after the other. */
export type Tokens = {
  peek(): string | undefined;
  /** Whether the next word is this one; it is passed then. Keywords in any case. */
  take(word: string): boolean;
  next(): string;
  expect(word: string): void;
  isDone(): boolean;
};

/** Cuts an expression into its words; throws at a character that no expression has. */
export function tokensOf(expression: string): Tokens {
  const words: string[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; expression.slice(at).trim() !== ''; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(expression);
    if (!found) throw new Error(`Not understood in "${expression}": ${expression.slice(at)}`);
    words.push(found[1] as string);
  }
  let at = 0;
  const peek = (): string | undefined => words[at];
  const take = (word: string): boolean => {
    if (peek()?.toUpperCase() !== word.toUpperCase()) return false;
    at += 1;
    return true;
  };
  return {
    peek,
    take,
    next() {
      const word = words[at];
      if (word === undefined) throw new Error(`"${expression}" ends too soon.`);
      at += 1;
      return word;
    },
    expect(word) {
      if (!take(word)) throw new Error(`"${expression}" should have ${word} at ${peek() ?? 'its end'}.`);
    },
    isDone: () => at === words.length,
  };
}

/** What an operand is: a place in the item, a value of the request, or a function of one. */
export type Operand =
  | { kind: 'path'; path: readonly string[] }
  | { kind: 'value'; name: string }
  | { kind: 'size'; of: Operand };

const KEYWORDS = new Set(['AND', 'OR', 'NOT', 'BETWEEN', 'IN', 'SET', 'ADD', 'REMOVE', 'DELETE']);

/** Reads a place in an item: `a`, `#a`, `a.b`, `a[0]`. */
export function readPath(tokens: Tokens): readonly string[] {
  const first = tokens.next();
  if (!/^[A-Za-z#]/.test(first) || KEYWORDS.has(first.toUpperCase()))
    throw new Error(`${first} is not an attribute.`);
  const path = [first];
  for (;;) {
    if (tokens.take('.')) path.push(tokens.next());
    else if (tokens.take('[')) {
      path.push(tokens.next());
      tokens.expect(']');
    } else return path;
  }
}

export function readOperand(tokens: Tokens): Operand {
  const word = tokens.peek() ?? '';
  if (word.startsWith(':')) return { kind: 'value', name: tokens.next() };
  if (tokens.take('size')) {
    tokens.expect('(');
    const of = readOperand(tokens);
    tokens.expect(')');
    return { kind: 'size', of };
  }
  return { kind: 'path', path: readPath(tokens) };
}

/** The attribute's real name. */
export function realName(word: string, { names }: References): string {
  if (!word.startsWith('#')) return word;
  const name = names?.[word];
  if (name === undefined) throw new Error(`${word} is not among the names.`);
  return name;
}

export function valueAt(operand: Operand, item: Item | undefined, references: References): unknown {
  switch (operand.kind) {
    case 'value': {
      if (!references.values || !(operand.name in references.values))
        throw new Error(`${operand.name} is not among the values.`);
      return references.values[operand.name];
    }
    case 'path':
      return operand.path.reduce<unknown>((found, word) => {
        if (typeof found !== 'object' || found === null) return undefined;
        return (found as Record<string, unknown>)[realName(word, references)];
      }, item);
    case 'size':
      return sizeFunction(valueAt(operand.of, item, references));
  }
}

const sizeFunction = (value: unknown): number | undefined => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (value instanceof Uint8Array || Array.isArray(value)) return value.length;
  if (value instanceof Set) return value.size;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : undefined;
};
