import type { Role } from '../kernel/actor.ts';
import type { Json } from '../kernel/json-logic.ts';
import type { BuyerTemplate } from '../notifications/template.ts';
import type { HoldKind } from '../orders/order.ts';
import type { OrderEventType } from '../orders/order-events.ts';

/** What a rule does with an order; each is a person's own operation, decided by the same code. */
export type Action =
  | { do: 'hold'; kind: HoldKind; reason: string; answerInHours?: number; assignee?: string }
  /** Releases all open holds of a kind, whoever put them. */
  | { do: 'release_holds'; kind: HoldKind; note?: string }
  /** Gives all allocated fulfilments to their warehouses. */
  | { do: 'release_fulfilments' }
  | { do: 'tag'; tags: readonly string[] }
  | { do: 'untag'; tags: readonly string[] }
  | { do: 'note'; text: string }
  /** The buyer by a template; a role or an address with some words. */
  | { do: 'notify'; to: string; template?: BuyerTemplate; message?: string }
  /** The order, or its open holds of a kind. */
  | { do: 'assign'; to: string; hold?: HoldKind }
  | { do: 'confirm'; note?: string }
  | { do: 'cancel'; reason: string };

/** When one of these events happens and the condition holds, then these actions, one after the other. */
export type AutomationRule = {
  id: string;
  name: string;
  on: readonly OrderEventType[];
  when: Json;
  then: readonly Action[];
  active: boolean;
};

/** Whoever put a rule as it stands. It acts with their roles, so that nobody does by a rule what they may not do themselves. */
export type Author = { name: string; roles: readonly Role[]; at: string };

/** All rules, in the order in which they run, and who put each. Version 0 is none. */
export type AutomationRules = {
  version: number;
  rules: readonly AutomationRule[];
  authors: Readonly<Record<string, Author>>;
};

/** The rules of a merchant who has said nothing. */
export const NO_RULES: AutomationRules = { version: 0, rules: [], authors: {} };

/** The active rules that wait for an event of this type, in their order. */
export const rulesOn = ({ rules }: AutomationRules, type: string): AutomationRule[] =>
  rules.filter(({ active, on }) => active && (on as readonly string[]).includes(type));

/** The types of events that some active rule waits for; no other event is given to automation at all. */
export const wantedTypes = (rules: readonly AutomationRule[]): string[] => [
  ...new Set(rules.flatMap(({ active, on }) => (active ? on : []))),
];
