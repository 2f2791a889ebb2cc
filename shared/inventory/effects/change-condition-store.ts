import { newId } from '../../kernel/ids.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import { findLocation } from '../../locations/effects/location-store.ts';
import type { Deps } from '../../runtime/deps.ts';
import { type Answer, created } from '../../runtime/http-answer.ts';
import type { Write } from '../../runtime/transact.ts';
import { type ConditionKind, type ConditionReport, changeCondition } from '../change-condition.ts';
import { unknownGoods } from '../unknown-goods.ts';
import { damagedWrite, loadAside } from './aside-store.ts';
import { commitStock } from './commit-stock.ts';
import { loadSku } from './load-stock-store.ts';
import { asideMovement, stockWrites } from './stock-store.ts';

type Request = {
  body: Omit<ConditionReport, 'document'>;
  actor: { name: string };
  remember: (answer: Answer) => Write[];
};

/** Books a report of broken, mended or thrown-away goods; unknown places and goods are 422. */
export const reportCondition =
  (kind: ConditionKind) =>
  async ({ body, actor, remember }: Request, deps: Deps): Promise<Answer | Problem> => {
    const { table, now, random } = deps;
    const { locationId, sku, reason } = body;
    const clock = now();
    const document = newId('mov', clock, random);
    const answer = created({ id: document, ...body, recordedAt: clock.toISOString() });
    const context = { at: clock, actor: actor.name, random };
    const location = await findLocation(table, locationId);
    return commitStock(deps, 'stock', async () => {
      const [{ product, stock }, aside] = await Promise.all([loadSku(table, sku), loadAside(table, sku)]);
      const unknown = unknownGoods({ location: location !== undefined, product });
      if (unknown) return unknown;
      const change = changeCondition(
        kind,
        { ...body, document },
        {
          rows: stock.filter((row) => row.locationId === locationId),
          safety: product?.safetyStock ?? 0,
          damaged: aside.damaged.find((each) => each.locationId === locationId)?.damaged ?? 0,
        },
      );
      if (isProblem(change)) return change;
      const { changes, damaged } = change;
      const ledger =
        changes.length > 0
          ? stockWrites(changes, context)
          : [asideMovement({ sku, locationId, cause: kind, document, reason, damaged }, context)];
      return { writes: [...ledger, damagedWrite(sku, locationId, damaged), ...remember(answer)], answer };
    });
  };
