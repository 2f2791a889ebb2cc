import { loadPolicy } from '../../policies/effects/policy-store.ts';
import type { Deps } from '../../runtime/deps.ts';
import { TooBusyError, transact, type Write } from '../../runtime/transact.ts';
import { type Customer, idsOf } from '../customer.ts';
import { standingKey } from '../customer-keys.ts';
import { standingOfAll } from '../standing.ts';
import { nextLookAt, type TierRule, type TierRuleSet, tierFactsOf, tierRuleFor } from '../tier-rules.ts';
import { customerWrite } from './customer-store.ts';
import { customerEventWrite } from './customer-timeline-store.ts';
import { followMerges } from './family-store.ts';
import { lookAtKeys, readStandings, type StoredStanding } from './standing-store.ts';
import { loadTierRules } from './tier-rule-store.ts';

const ACTOR = 'system:tier-sweep';
const ATTEMPTS = 6;

/**
 * Judges a customer by the tier rules, as of the time at which a sweep found them, together with everybody who is the same
 * person; then says when to look again. A tier that a person gave is left alone. The change and the next look are one
 * transaction, held to what was read: what happens meanwhile is looked at by the next sweep.
 */
export const applyTierRules = async (deps: Deps, customerId: string, asOf: string): Promise<void> => {
  const { table, random } = deps;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const [person, rules, { policy }] = await Promise.all([
      followMerges(table, customerId),
      loadTierRules(table),
      loadPolicy(table, undefined),
    ]);
    const ids = person ? [...new Set([customerId, ...idsOf(person)])] : [customerId];
    const standings = await readStandings(table, ids);
    const own = standings.find((each) => each.customerId === customerId);
    if (own?.lookAt === undefined || own.lookAt > asOf) return;
    const standing = standingOfAll(standings);
    const rule = person && tierRuleFor(rules, tierFactsOf(person, standing, { asOf, policy }));
    const outcome = await transact(
      table,
      [
        ...changeWrites(deps, person, rule, rules, asOf),
        lookAgainWrite(own, person?.erasure ? undefined : nextLookAt(rules, standing.lastOrderAt, asOf)),
      ],
      random,
    );
    if (outcome.committed) return;
  }
  throw new TooBusyError(`Too much happens to ${customerId} at once.`);
};

const changeWrites = (
  { random }: Deps,
  person: Customer | undefined,
  rule: TierRule | undefined,
  { version }: TierRuleSet,
  at: string,
): Write[] => {
  if (!person || !rule || person.tierPinned || person.erasure || person.tier === rule.tier) return [];
  const data = { tier: { from: person.tier, to: rule.tier }, rule: rule.name, rulesVersion: version };
  return [
    customerWrite({ ...person, tier: rule.tier, version: person.version + 1 }),
    customerEventWrite(person.id, { type: 'tier_changed', at, actor: ACTOR, data }, random),
  ];
};

const lookAgainWrite = ({ customerId, version }: StoredStanding, lookAt: string | undefined): Write => {
  const keys = lookAt === undefined ? undefined : lookAtKeys(customerId, lookAt);
  return {
    label: 'next look',
    update: {
      Key: standingKey(customerId),
      UpdateExpression: keys
        ? 'SET lookAt = :lookAt, duePk = :duePk, dueSk = :dueSk'
        : 'REMOVE lookAt, duePk, dueSk',
      ConditionExpression: 'version = :read',
      ExpressionAttributeValues: {
        ':read': version,
        ...(keys ? { ':lookAt': keys.lookAt, ':duePk': keys.duePk, ':dueSk': keys.dueSk } : {}),
      },
    },
  };
};
