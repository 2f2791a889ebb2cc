import { NO_SALES } from '../../habits/habits.ts';
import { withComing } from '../../inventory/effects/load-coming.ts';
import type { SkuStock } from '../../inventory/effects/load-stock-store.ts';
import { loadWithParts } from '../../inventory/effects/load-with-parts.ts';
import { busy, isProblem, type Problem, versionConflict } from '../../kernel/problem.ts';
import { loadRunning } from '../../promotions/effects/promotion-store.ts';
import type { Deps } from '../../runtime/deps.ts';
import type { Answer } from '../../runtime/http-answer.ts';
import { hashOf, IDEMPOTENCY_LABEL, type IdempotencyKey, isKeyTaken } from '../../runtime/idempotency.ts';
import type { Outcome, Write } from '../../runtime/transact.ts';
import { loadNetwork } from '../../sourcing/effects/network-store.ts';
import { planOrder } from '../../sourcing/plan-order.ts';
import { suspectsAmong } from '../anomalies/duplicate-anomalies.ts';
import { type Fingerprint, fingerprintOf } from '../anomalies/fingerprint.ts';
import type { Order } from '../order.ts';
import type { Placement, PlacementContext } from '../place-order.ts';
import type { PlaceOrderCommand } from '../place-order-schema.ts';
import { commitPlacement } from './commit-placement.ts';
import { type EarlyNews, EXTERNAL_LABEL, type ExternalId, findByExternalId } from './external-id.ts';
import { readAlike, stillStanding } from './fingerprint-store.ts';
import type { Freshness } from './load-order.ts';
import { placeOrSubstitute } from './place-or-substitute.ts';
import { resolveCustomer } from './resolve-customer.ts';
import { loadPolicyAndRules } from './review-rule-store.ts';
import { readSameGoods } from './same-buyer-store.ts';

/** How often a placement is planned anew when others take its stock, its customer or its number in between. */
const ATTEMPTS = 10;

/** From so many lines on, looking for an earlier call first costs less than finding it at the end. */
const LARGE = 50;

export type IntakeOptions = {
  actor: string;
  /** The buyer set the prices; any difference from the catalogue is held. */
  pricesFromBuyer: boolean;
  /** The answer to keep for a repeat. */
  present: (order: Order) => Answer;
  correlationId?: string;
  idempotency?: IdempotencyKey;
  early?: EarlyNews;
};

/** The order that came of an intake; `repeated` when it had been placed before by the same words. */
export type Taken = { order: Order; repeated: boolean };

/**
 * Takes an order in, from whatever channel: one round of reads → decide → one transaction. Losing a race for stock, for
 * the customer's contact or for a number means deciding again on what is there now.
 */
export const intakeOrder = async (
  deps: Deps,
  command: PlaceOrderCommand,
  options: IntakeOptions,
): Promise<Taken | Problem> => {
  const requestHash = hashOf(command);
  const external = externalIdOf(command);
  const { idempotency } = options;
  // A repeat of a large order must not read a thousand products to find that out.
  if (idempotency && command.lines.length >= LARGE && (await isKeyTaken(deps.table, idempotency)))
    return versionConflict('order');
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const now = deps.now();
    const prepared = await prepare(deps, command, options, now, attempt === 0 ? 'lately' : 'committed');
    const outcome = isProblem(prepared)
      ? prepared
      : await commitPlacement(deps.table, prepared.placement, {
          actor: options.actor,
          now,
          random: deps.random,
          requestHash,
          answer: options.present(prepared.placement.order),
          customer: prepared.newCustomer,
          fingerprint: prepared.fingerprint,
          ...(external ? { external } : {}),
          ...(options.early ? { early: options.early } : {}),
          ...(options.idempotency ? { idempotency: options.idempotency } : {}),
          ...(options.correlationId === undefined ? {} : { correlationId: options.correlationId }),
        });
    if (!isProblem(prepared) && !isProblem(outcome) && outcome.committed)
      return { order: prepared.placement.order, repeated: false };
    // Whatever stood in the way: if this very order exists, it is the answer.
    if (external && (isProblem(outcome) || failedAt(outcome, EXTERNAL_LABEL))) {
      const existing = await findByExternalId(deps.table, external, requestHash);
      if (existing) return isProblem(existing) ? existing : { order: existing, repeated: true };
      if (!isProblem(outcome)) return versionConflict('order');
    }
    if (isProblem(outcome)) return outcome;
    // The key was used by an earlier call: the HTTP handler looks its answer up.
    if (failedAt(outcome, IDEMPOTENCY_LABEL)) return versionConflict('order');
  }
  return busy();
};

const failedAt = (outcome: Outcome, label: string): boolean =>
  !outcome.committed && outcome.failed.some((each) => each.label === label);

const externalIdOf = ({ channel, shopId, externalId }: PlaceOrderCommand): ExternalId | undefined =>
  externalId === undefined ? undefined : { channel, externalId, ...(shopId === undefined ? {} : { shopId }) };

type Prepared = { placement: Placement; newCustomer: readonly Write[]; fingerprint: Fingerprint };

const wantedOf = ({ lines }: PlaceOrderCommand, sku: string): number =>
  lines.reduce((sum, line) => sum + (line.sku === sku ? line.quantity : 0), 0);

const prepare = async (
  { table, random }: Deps,
  command: PlaceOrderCommand,
  { actor, pricesFromBuyer }: IntakeOptions,
  now: Date,
  freshness: Freshness,
): Promise<Prepared | Problem> => {
  const fingerprint = fingerprintOf(command);
  const [{ policy, rules }, customer, there, alike, network, promotions] = await Promise.all([
    loadPolicyAndRules(table, command.shopId),
    resolveCustomer(table, command, now, random, freshness),
    loadWithParts(
      table,
      command.lines.map(({ sku }) => sku),
      [],
      { wantedOf: (sku) => wantedOf(command, sku), random },
    ),
    readAlike(table, fingerprint),
    loadNetwork(table, now),
    loadRunning(table),
  ]);
  if (isProblem(customer)) return customer;
  const at = now.toISOString();
  const { channel } = command;
  const { alsoKnownAs = [] } = customer;
  const placing = { ...fingerprint, customerId: customer.customer.id, alsoKnownAs, channel, at };
  // Only for the few that look like another order, or have to wait; the others are decided on after one round of reads.
  const [saleable, here, elsewhere] = await Promise.all([
    withComing(table, there, command.lines),
    stillStanding(table, suspectsAmong(placing, alike, policy.anomalies)),
    readSameGoods(table, customer.latestIds, command, { at, policy, known: alike }),
  ]);
  const contextOf = (stock: ReadonlyMap<string, SkuStock>): PlacementContext => ({
    at,
    actor,
    policy,
    rules,
    customer: customer.customer,
    alsoKnownAs,
    credit: customer.credit,
    pricesFromBuyer,
    suspects: [...here, ...elsewhere],
    habits: {
      salesOf: (sku) => stock.get(sku)?.habits ?? NO_SALES,
      customer: customer.purchases,
    },
    random,
    promotions,
    productOf: (sku) => stock.get(sku)?.product,
    planFor: (items, promisedShipBy) =>
      planOrder(items, stock, { network, facts: { ...command, at, promisedShipBy }, random }),
  });
  const placement = await placeOrSubstitute(table, command, { stock: saleable, network, contextOf });
  return isProblem(placement) ? placement : { placement, newCustomer: customer.writes, fingerprint };
};
