import { isIP } from 'node:net';

type Json = Readonly<Record<string, unknown>>;

/**
 * Whether an event fits a pattern of EventBridge, which Lambda's filter criteria share: every field of the pattern must
 * match; a field's list matches when one of its entries does; in an array of the event one element is enough.
 *
 * @throws for a kind of matcher that EventBridge does not have: such a rule would not deploy.
 */
export function matchesPattern(pattern: Json, event: unknown): boolean {
  return Object.entries(pattern).every(([name, expected]) => {
    if (name === '$or' && Array.isArray(expected)) {
      return (expected as Json[]).some((alternative) => matchesPattern(alternative, event));
    }
    if (Array.isArray(expected)) return matchesField(expected, valuesAt(event, name));
    if (isObject(expected)) {
      const inner = valuesAt(event, name).filter(isObject);
      // A pattern of nothing but "does not exist" also fits where the object itself is missing.
      return inner.length > 0
        ? inner.some((value) => matchesPattern(expected, value))
        : matchesPattern(expected, {});
    }
    throw new Error(`A pattern's field holds a list or an object; "${name}" does not.`);
  });
}

function matchesField(alternatives: readonly unknown[], values: readonly unknown[]): boolean {
  return alternatives.some((matcher) => {
    if (isObject(matcher) && 'exists' in matcher) {
      return values.filter((value) => !isObject(value)).length > 0 === matcher.exists;
    }
    if (isObject(matcher) && 'anything-but' in matcher) {
      return values.length > 0 && values.every((value) => matchesAnythingBut(matcher['anything-but'], value));
    }
    return values.some((value) => matchesValue(matcher, value));
  });
}

function matchesValue(matcher: unknown, value: unknown): boolean {
  if (!isObject(matcher)) return matcher === value;
  const [kind, wanted] = Object.entries(matcher)[0] ?? [];
  switch (kind) {
    case 'prefix':
      return typeof value === 'string' && compareCase(wanted, value, (text, part) => text.startsWith(part));
    case 'suffix':
      return typeof value === 'string' && compareCase(wanted, value, (text, part) => text.endsWith(part));
    case 'equals-ignore-case':
      return typeof value === 'string' && value.toLowerCase() === String(wanted).toLowerCase();
    case 'wildcard':
      return typeof value === 'string' && wildcard(String(wanted)).test(value);
    case 'numeric':
      return typeof value === 'number' && matchesNumeric(wanted as unknown[], value);
    case 'cidr':
      return typeof value === 'string' && matchesCidr(String(wanted), value);
    default:
      throw new Error(`Patterns have no matcher "${kind}".`);
  }
}

function matchesAnythingBut(unwanted: unknown, value: unknown): boolean {
  if (Array.isArray(unwanted)) return !unwanted.includes(value);
  if (!isObject(unwanted)) return value !== unwanted;
  const [kind, given] = Object.entries(unwanted)[0] ?? [];
  const parts = Array.isArray(given) ? given : [given];
  return !parts.some((part) => matchesValue({ [String(kind)]: part }, value));
}

/** `prefix` and `suffix` take a text, or `{ "equals-ignore-case": text }`. */
function compareCase(
  wanted: unknown,
  value: string,
  compare: (text: string, part: string) => boolean,
): boolean {
  if (!isObject(wanted)) return compare(value, String(wanted));
  return compare(value.toLowerCase(), String(wanted['equals-ignore-case']).toLowerCase());
}

/** `*` stands for any text, `\*` for itself. */
function wildcard(pattern: string): RegExp {
  const source = pattern.replace(/\\([*\\])|\*|[.+?^${}()|[\]\\]/g, (match, escaped?: string) => {
    if (escaped !== undefined) return `\\${escaped}`;
    return match === '*' ? '.*' : `\\${match}`;
  });
  return new RegExp(`^${source}$`, 's');
}

const COMPARE: Record<string, (value: number, limit: number) => boolean> = {
  '=': (value, limit) => value === limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};

/** `['>', 0, '<=', 5]`: all comparisons hold. */
function matchesNumeric(terms: readonly unknown[], value: number): boolean {
  for (let index = 0; index < terms.length; index += 2) {
    const compare = COMPARE[String(terms[index])];
    if (!compare) throw new Error(`Patterns have no comparison "${terms[index]}".`);
    if (!compare(value, Number(terms[index + 1]))) return false;
  }
  return true;
}

function matchesCidr(range: string, address: string): boolean {
  const [network = '', bits = ''] = range.split('/');
  if (isIP(network) !== 4 || isIP(address) !== 4) return false;
  const number = (ip: string) => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(bits));
  return Math.floor(number(network) / size) === Math.floor(number(address) / size);
}

/** The values a field has, with arrays (also of objects) laid out flat; none where the field is missing. */
function valuesAt(event: unknown, name: string): unknown[] {
  if (!isObject(event) || !Object.hasOwn(event, name)) return [];
  return [event[name]].flat(Number.POSITIVE_INFINITY);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
