import { newId } from '../../kernel/ids.ts';
import { busy, isProblem, type Problem, versionConflict } from '../../kernel/problem.ts';
import { findLocation } from '../../locations/effects/location-store.ts';
import type { Deps } from '../../runtime/deps.ts';
import { type Answer, created } from '../../runtime/http-answer.ts';
import { IDEMPOTENCY_LABEL } from '../../runtime/idempotency.ts';
import { transact, type Write } from '../../runtime/transact.ts';
import { type Adjustment, adjustStock } from '../adjust-stock.ts';
import { unknownGoods } from '../unknown-goods.ts';
import { loadSku } from './load-stock-store.ts';
import { stockWrites } from './stock-store.ts';

const ATTEMPTS = 8;

type Request = {
  body: Omit<Adjustment, 'document'>;
  actor: { name: string };
  remember: (answer: Answer) => Write[];
};

/**
 * Corrects what is on hand at a location. The conditions of the writes decide: rows that changed since they were read
 * are read again, a few times. Unknown places and goods are 422.
 */
export const correctStock = async (
  { body, actor, remember }: Request,
  { table, now, random }: Deps,
): Promise<Answer | Problem> => {
  const clock = now();
  const id = newId('mov', clock, random);
  const answer = created({ id, ...body, adjustedAt: clock.toISOString() });
  const location = await findLocation(table, body.locationId);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { product, stock } = await loadSku(table, body.sku);
    const unknown = unknownGoods({ location: location !== undefined, product });
    if (unknown) return unknown;
    const rows = stock.filter(({ locationId }) => locationId === body.locationId);
    const changes = adjustStock({ ...body, document: id }, rows, product?.safetyStock ?? 0);
    if (isProblem(changes)) return changes;
    const outcome = await transact(
      table,
      [...stockWrites(changes, { at: clock, actor: actor.name, random }), ...remember(answer)],
      random,
    );
    if (outcome.committed) return answer;
    // The key was used by an earlier call: the HTTP handler looks its answer up.
    if (outcome.failed.some(({ label }) => label === IDEMPOTENCY_LABEL)) return versionConflict('stock');
  }
  return busy();
};
