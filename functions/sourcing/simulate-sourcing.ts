import { loadWithParts } from '../../shared/inventory/effects/load-with-parts.ts';
import { hoursAfter } from '../../shared/kernel/clock.ts';
import { validationFailed } from '../../shared/kernel/problem.ts';
import { loadPolicy } from '../../shared/policies/effects/policy-store.ts';
import { ok } from '../../shared/runtime/http-answer.ts';
import { httpHandler } from '../../shared/runtime/http-handler.ts';
import { loadNetwork } from '../../shared/sourcing/effects/network-store.ts';
import { demandOfLines, explainChoice } from '../../shared/sourcing/explain.ts';
import { weighErrand } from '../../shared/sourcing/plan-sources.ts';
import { simulateSourcingOperation } from '../../shared/sourcing/sourcing-operations.ts';
import { sourcingMistakes } from '../../shared/sourcing/sourcing-rules-schema.ts';

export const handler = httpHandler(simulateSourcingOperation, async ({ body }, { table, now }) => {
  const { lines, rules, at: asked, ...facts } = body;
  const mistakes = rules ? sourcingMistakes(rules) : [];
  if (mistakes.length > 0)
    return validationFailed(mistakes.map((each) => ({ ...each, path: `/rules${each.path}` })));
  const [inForce, stock, { policy }] = await Promise.all([
    loadNetwork(table, now(), true),
    loadWithParts(
      table,
      lines.map(({ sku }) => sku),
    ),
    loadPolicy(table, body.shopId),
  ]);
  const network = rules ? { ...inForce, rules: { ...rules, version: inForce.rules.version + 1 } } : inForce;
  const at = asked === undefined ? now().toISOString() : new Date(asked).toISOString();
  const promisedShipBy = hoursAfter(at, policy.shipping.promiseHours);
  return ok(
    explainChoice(
      weighErrand(demandOfLines(lines, stock), stock, network, { ...facts, at, promisedShipBy }),
      network,
    ),
  );
});
