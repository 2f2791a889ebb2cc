import { runIndexKeys, runSk, runsPk } from '../../shared/automation/automation-keys.ts';
import type { AutomationRun } from '../../shared/automation/automation-run.ts';
import { HEAD, orderPk } from '../../shared/orders/order-keys.ts';
import { difference, type Finding, type Item, type PartitionReport, type Reference } from './report.ts';

/** Proves the log of what rules did with an order: of an order that exists, once for an event and a rule, found by its rule. */
export const automationPartition = () => {
  const references: Reference[] = [];
  const findings: Finding[] = [];
  let runs = 0;
  const add = (item: Item): void => {
    runs += 1;
    const key = `${item.pk} ${item.sk}`;
    const { ruleId, orderId, event, outcome, actions } = item as unknown as AutomationRun;
    const index = runIndexKeys(orderId, event.eventId, ruleId);
    if (item.pk !== runsPk(orderId) || item.sk !== runSk(event.eventId, ruleId))
      findings.push(
        difference(key, 'the run is about another order, event or rule than its key', 'who wrote it'),
      );
    if (item.kindPk !== index.kindPk || item.id !== index.id)
      findings.push(
        difference(key, 'the run is not listed by its rule', 'shared/automation/automation-keys.ts'),
      );
    if (outcome === 'done' && !actions.some((each) => each.outcome === 'done'))
      findings.push(
        difference(key, 'the run is done, and none of its actions is', 'shared/automation/run-rule.ts'),
      );
    references.push({
      key: { pk: orderPk(orderId), sk: HEAD },
      wrong: (head) =>
        head
          ? undefined
          : difference(key, `the run is about ${orderId}, which does not exist`, 'who wrote it'),
    });
  };
  return {
    add,
    end: (): PartitionReport => ({
      counts: { 'automation runs': runs },
      findings,
      references,
      held: [],
      rows: [],
    }),
  };
};
