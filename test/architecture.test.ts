import { globSync, readFileSync } from 'node:fs';
import { entryOf } from '../infra/bundle.ts';
import { capabilities } from '../infra/capabilities/all.ts';
import { queues } from '../infra/capabilities/queues.ts';
import { allOperations } from '../shared/api/all-operations.ts';
import { MILESTONES, OTHERS } from '../shared/orders/order-events.ts';
import * as states from '../shared/orders/order-states.ts';

const MAX_LINES = 300;
const MAX_HANDLER_LINES = 45;

const listed = capabilities.flatMap(({ name: capability, functions }) =>
  functions.map((definition) => ({ capability, ...definition })),
);
const routes = listed.flatMap(({ name, trigger }) => ('route' in trigger ? [{ name, ...trigger }] : []));
const lengthOf = (file: string): number => readFileSync(file, 'utf8').split('\n').length - 1;
const sources = globSync('{functions,infra,scripts,shared,test}/**/*.{ts,mjs}');

describe('contracts and the manifest', () => {
  it.each(allOperations.map((operation) => [operation.id, operation] as const))(
    '%s answers at the route its contract says, for whom it says',
    (id, { method, path, roles }) => {
      const auth = typeof roles === 'string' ? 'public' : 'jwt';
      expect(routes.find(({ name }) => name === id)).toMatchObject({ route: `${method} ${path}`, auth });
    },
  );

  it('know the same operations', () => {
    expect(routes.map(({ name }) => name).sort()).toEqual(allOperations.map(({ id }) => id).sort());
  });
});

describe('functions', () => {
  it('are listed in the manifest, every file of them', () => {
    const files = listed.map(({ capability, name }) => entryOf(capability, name));
    expect(globSync('functions/**/*.ts').sort()).toEqual(files.sort());
  });

  it('are doors: what they do stands behind them', () => {
    const long = globSync('functions/**/*.ts').filter((file) => lengthOf(file) > MAX_HANDLER_LINES);
    expect(long).toEqual([]);
  });

  it('are tested, each by its name, its route, or what it calls', () => {
    const tests = globSync('test/**/*.test.ts').filter((file) => !file.endsWith('architecture.test.ts'));
    const said = tests.map((file) => `${file}\n${readFileSync(file, 'utf8')}`).join('\n');
    const untested = listed.filter(({ capability, name, trigger }) => {
      if (new RegExp(`\\b${name}\\b`).test(said)) return false;
      if ('route' in trigger && callOf(trigger.route).test(said)) return false;
      return !behind(entryOf(capability, name)).some((file) => said.includes(file));
    });
    expect(untested.map(({ name }) => name)).toEqual([]);
  });
});

/** What of its capability a handler calls: its imports, but for contracts and schemas. */
function behind(file: string): string[] {
  const imports = readFileSync(file, 'utf8').matchAll(/from '[./]+(shared\/[^']+)'/g);
  return [...imports]
    .map(([, path = '']) => path)
    .filter((path) => !/^shared\/(kernel|runtime)\/|-(operations|schema)\.ts$/.test(path));
}

/** How a test writes a call of `GET /v1/orders/{id}`: its path, with something for each parameter. */
function callOf(route: string): RegExp {
  const path = route.slice(route.indexOf(' ') + 1).replaceAll('.', '\\.');
  return new RegExp(`${path.replace(/\{[^}]+\}/g, '[^/\\s]+')}['"\`?]`);
}

describe('queues', () => {
  it.each(queues.map((queue) => [queue.name, queue] as const))(
    '%s waits for events that exist',
    (_, { feeds }) => {
      const events = ['webhook.received', ...[...MILESTONES, ...OTHERS].map((type) => `order.${type}`)];
      for (const wanted of feeds?.['detail-type'] ?? [])
        if (typeof wanted === 'string') expect(events).toContain(wanted);
        else expect(events.filter((event) => event.startsWith(wanted.prefix))).not.toEqual([]);
    },
  );

  it.each(queues)('$name is read by one function, or by somebody outside', ({ name, readOutside }) => {
    const readers = listed.filter(({ trigger }) => 'queue' in trigger && trigger.queue === name);
    expect(readers).toHaveLength(readOutside ? 0 : 1);
  });
});

describe('transition tables', () => {
  const { allows, ...every } = states;
  const tables: [string, Record<string, readonly string[]>][] = Object.entries(every);

  it.each(tables)('%s names no state that it does not have', (_, table) => {
    expect(Object.keys(table)).toEqual(expect.arrayContaining([...new Set(Object.values(table).flat())]));
  });

  it.each(tables)('%s reaches every state from its first', (_, table) => {
    const reached = new Set(Object.keys(table).slice(0, 1));
    for (const state of reached) for (const next of table[state] ?? []) reached.add(next);
    expect([...reached].sort()).toEqual(Object.keys(table).sort());
  });

  it.each(tables)('%s allows what it lists and nothing else, over every pair of states', (_, table) => {
    for (const from of Object.keys(table))
      for (const to of Object.keys(table))
        expect([from, to, allows(table, from, to)]).toEqual([from, to, table[from]?.includes(to)]);
  });

  it.each(tables)('%s never turns a state into itself', (_, table) => {
    for (const [state, targets] of Object.entries(table)) expect(targets).not.toContain(state);
  });
});

describe('tests', () => {
  // The files of a run share its workers: Jest's own imports do not work there, and a double must end with its file.
  const harness = /^test\/harness\//;
  const importing = (name: string): string[] =>
    globSync('test/**/*.ts').filter(
      (file) => !harness.test(file) && readFileSync(file, 'utf8').includes(`from '${name}'`),
    );

  it("use Jest's globals", () => {
    expect(importing('@jest/globals')).toEqual([]);
  });

  it('put doubles in the place of services by the harness', () => {
    expect(importing('aws-sdk-client-mock')).toEqual([]);
  });
});

describe('files', () => {
  it('are small enough to be read', () => {
    expect(sources.filter((file) => lengthOf(file) > MAX_LINES)).toEqual([]);
  });
});
