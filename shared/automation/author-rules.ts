import { isDeepStrictEqual } from 'node:util';
import { type Actor, holdsRole, type Role, STAFF } from '../kernel/actor.ts';
import { forbidden, type Problem } from '../kernel/problem.ts';
import type { Action, Author, AutomationRule, AutomationRules } from './automation-rule.ts';

/** Who may do by hand what an action does; as the operation itself says. */
const ROLES: Readonly<Record<Action['do'], readonly Role[]>> = {
  hold: STAFF,
  release_holds: STAFF,
  release_fulfilments: ['warehouse'],
  tag: STAFF,
  untag: STAFF,
  note: STAFF,
  notify: STAFF,
  assign: STAFF,
  // Which role it takes, the order says when the rule runs.
  confirm: ['service_agent'],
  cancel: STAFF,
};

/**
 * The next version of the rules. A rule that is new or changed becomes the caller's, and must do nothing that the caller
 * may not do by hand; one that is as it was stays with whoever put it.
 */
export const authorRules = (
  before: AutomationRules,
  rules: readonly AutomationRule[],
  actor: Actor,
  at: string,
): AutomationRules | Problem => {
  const authors: Record<string, Author> = {};
  for (const rule of rules) {
    const author = before.authors[rule.id];
    const known = before.rules.find(({ id }) => id === rule.id);
    if (author && known && isDeepStrictEqual(known, rule)) {
      authors[rule.id] = author;
      continue;
    }
    const action = rule.then.find((each) => !holdsRole(actor, ROLES[each.do]));
    if (action)
      return forbidden(
        `The rule ${rule.id} does ${action.do}, which takes one of the roles ${ROLES[action.do].join(', ')}.`,
      );
    authors[rule.id] = { name: actor.name, roles: actor.roles, at };
  }
  return { version: before.version + 1, rules, authors };
};
