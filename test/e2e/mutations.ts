import type { Schema, Target } from './attack-surface.ts';

type Path = readonly (string | number)[];

/** A body that is certainly not lawful, where it is wrong, and what the answer must call it, if that is certain. */
export type Mutation = { what: string; body: string; pointer: string; code?: string };

export const pointerOf = (path: Path): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The branch of a union that describes this value. */
const branchFor = (schema: Schema | undefined, value: unknown): Schema | undefined => {
  const branches = schema?.anyOf ?? schema?.oneOf;
  if (!branches) return schema;
  const fits = ({ type, properties, required = [] }: Schema): boolean => {
    if (!isObject(value)) return type !== 'object';
    if (!required.every((name) => name in value)) return false;
    return Object.entries(properties ?? {}).every(
      ([name, { const: only, enum: oneOf }]) =>
        (only === undefined || only === value[name]) &&
        (oneOf === undefined || name !== 'event' || oneOf.includes(value[name])),
    );
  };
  return branches.find((branch) => fits(branch));
};

type Place = {
  path: Path;
  value: unknown;
  schema: Schema | undefined;
  /** One of several forms that nothing tells apart: what is missing cannot be named. */
  oneOfMany: boolean;
  /** `null` is lawful here: it takes away what there is. */
  nullable: boolean;
};

/** Whether a union says by a field which of its forms a value has. */
const isNamed = ({ anyOf, oneOf }: Schema): boolean =>
  (anyOf ?? oneOf ?? []).every(({ properties }) => properties?.event !== undefined);

/** Every place of a body, with the schema that describes it. */
const placesOf = (value: unknown, given: Schema | undefined, path: Path = []): Place[] => {
  const schema = branchFor(given, value);
  const oneOfMany = given !== undefined && !isNamed(given);
  const nullable = (given?.anyOf ?? given?.oneOf ?? []).some(({ type }) => type === 'null');
  const here = { path, value, schema, oneOfMany, nullable };
  if (Array.isArray(value))
    return [here, ...value.flatMap((each, at) => placesOf(each, schema?.items, [...path, at]))];
  if (!isObject(value)) return [here];
  const inside = Object.entries(value).flatMap(([name, each]) =>
    placesOf(each, schema?.properties?.[name] ?? schema?.additionalProperties, [...path, name]),
  );
  return [here, ...inside];
};

/** The body's JSON with other JSON, as written, at one place. */
const withText = (body: unknown, path: Path, text: string): string => {
  const MARK = 'ATTACKED-PLACE';
  const copy = structuredClone({ root: body });
  // biome-ignore lint/suspicious/noExplicitAny: a body of any form is walked down.
  const parent = ['root', ...path].slice(0, -1).reduce<any>((at, part) => at[part], copy);
  parent[['root', ...path].at(-1) ?? 'root'] = MARK;
  return JSON.stringify(copy.root).replace(`"${MARK}"`, () => text);
};

const DEEP = `${'['.repeat(5000)}${']'.repeat(5000)}`;

const WRONG: Readonly<Record<string, readonly string[]>> = {
  text: ['1', 'true', 'null', '{}', '[]', '{"$ne":null}', '["a"]', '{"toString":1}', '{"S":"x"}', '""', DEEP],
  whole: ['"1"', '"NaN"', 'null', '1e308', '-1e308', '9007199254740993', '1.5', '{}', '[]', 'true', '-1e15'],
  fraction: ['"1"', 'null', '{}', '[]', 'true', '1e309'],
  choice: ['"true"', '1', 'null', '{}', '[]'],
  object: ['null', '[]', '"x"', '1', '[{}]', DEEP],
  list: ['null', '{}', '"x"', '1', '[null]', '[[]]', '{"length":1}', '{"0":{}}', DEEP],
};

const kindOf = ({ value, schema }: Place): keyof typeof WRONG => {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'choice';
  if (typeof value === 'number') return schema?.type === 'number' ? 'fraction' : 'whole';
  return 'object';
};

/** Some places may hold any JSON, such as the conditions of rules. */
const isTyped = (schema: Schema | undefined): boolean =>
  schema !== undefined && (schema.type ?? schema.enum ?? schema.const) !== undefined;

/** Values of the wrong type, one place at a time. */
export const wrongTypes = ({ body, schema }: Target): Mutation[] =>
  placesOf(body, schema)
    .filter(({ schema: here }) => isTyped(here))
    .flatMap((place) =>
      (WRONG[kindOf(place)] ?? [])
        .filter((text) => text !== 'null' || !place.nullable)
        .map((text) => ({
          what: `${pointerOf(place.path) || '(body)'} = ${text.slice(0, 20)}`,
          pointer: pointerOf(place.path),
          body: withText(body, place.path, text),
        })),
    );

/** Bodies without a field that is required, one at a time. */
export const missingFields = ({ body, schema }: Target): Mutation[] =>
  placesOf(body, schema).flatMap(({ path, value, schema: here, oneOfMany }) =>
    (here?.required ?? []).map((name) => {
      const { [name]: _, ...rest } = value as Record<string, unknown>;
      const pointer = pointerOf([...path, name]);
      return {
        what: `without ${pointer}`,
        pointer,
        ...(oneOfMany ? {} : { code: 'required' }),
        body: withText(body, path, JSON.stringify(rest)),
      };
    }),
  );

const UNKNOWN = [
  'unheardOf',
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  '$where',
  'a/b~c',
  '',
];

/** Bodies with a field that nobody knows, in every object that has fields of fixed names. */
export const unknownFields = ({ body, schema }: Target): Mutation[] =>
  placesOf(body, schema)
    .filter(({ value, schema: here }) => isObject(value) && here?.properties !== undefined)
    .flatMap(({ path, value }) =>
      UNKNOWN.map((name) => {
        const inside = JSON.stringify(value).slice(1, -1);
        const field = `${JSON.stringify(name)}:{"polluted":true}`;
        return {
          what: `with ${pointerOf([...path, name])}`,
          pointer: pointerOf([...path, name]),
          code: 'unknown_field',
          body: withText(body, path, `{${inside}${inside === '' ? '' : ','}${field}}`),
        };
      }),
    );

const ODD = [
  '\u0000',
  'line\nbreak\rand\ttab',
  '\u202Egnp.exe 😀👩‍👩‍👧',
  'a#b',
  `'; DROP TABLE orders; -- {"$gt":""} ../../etc/passwd`,
  '<script>alert(1)</script>',
  'x'.repeat(100_000),
  '  ',
];

/** Where another value names something that the system has not heard of yet, and waits for. */
const WAITED_FOR = ['/carrier', '/trackingNumber'];

/** Odd texts at every text, some of which a lenient field takes. The last is half a surrogate pair, as JSON writes it. */
export const oddTexts = ({ body, schema }: Target): Mutation[] =>
  placesOf(body, schema)
    .filter(({ path, value }) => typeof value === 'string' && !WAITED_FOR.includes(pointerOf(path)))
    .flatMap(({ path }) =>
      [...ODD.map((text) => JSON.stringify(text)), '"\\ud800"', '"\\udc00x"'].map((text) => ({
        what: `${pointerOf(path)} = ${text.slice(0, 20)}`,
        pointer: pointerOf(path),
        body: withText(body, path, text),
      })),
    );
