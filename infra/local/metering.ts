import type { LocalOperation } from './local-api/types.ts';
import type { Meter } from './model.ts';

type Counter = { total: number; byKey: Record<string, number> };

/**
 * Counts what would be billed. The snapshot is grouped by the counter's service, the part before the first dot:
 * `{ dynamodb: { writeUnits: { total: 12, byKey: { PutItem: 12 } } } }`.
 *
 * @example meter.add('dynamodb.writeUnits', 3, 'PutItem');
 */
export function createMeter(): Meter {
  const counters = new Map<string, Counter>();
  return {
    add(name, amount, key) {
      const counter = counters.get(name) ?? { total: 0, byKey: {} };
      counters.set(name, counter);
      counter.total += amount;
      if (key !== undefined) counter.byKey[key] = (counter.byKey[key] ?? 0) + amount;
    },
    snapshot() {
      const services: Record<string, Record<string, Counter>> = {};
      for (const [name, counter] of [...counters].sort(([a], [b]) => a.localeCompare(b))) {
        const dot = name.indexOf('.');
        const service = dot < 0 ? 'other' : name.slice(0, dot);
        services[service] ??= {};
        services[service][name.slice(dot + 1)] = { total: counter.total, byKey: { ...counter.byKey } };
      }
      return services;
    },
    reset() {
      counters.clear();
    },
  };
}

/** `GET /local/metering` and its reset, for bills that cover one run only. */
export function meteringOperations(meter: Meter): LocalOperation[] {
  return [
    {
      method: 'GET',
      path: '/local/metering',
      summary: 'What was used so far: requests, units, messages, events, milliseconds.',
      handle: async () => ({ status: 200, body: meter.snapshot() }),
    },
    {
      method: 'POST',
      path: '/local/metering/reset',
      summary: 'Sets all counters back to nothing.',
      handle: async () => {
        meter.reset();
        return { status: 200, body: {} };
      },
    },
  ];
}
