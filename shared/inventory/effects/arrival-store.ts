import { asProduct } from '../../catalog/product-item.ts';
import { newId } from '../../kernel/ids.ts';
import {
  busy,
  illegalTransition,
  notFound,
  type Problem,
  validationFailed,
  versionConflict,
} from '../../kernel/problem.ts';
import { findLocation } from '../../locations/effects/location-store.ts';
import type { Deps } from '../../runtime/deps.ts';
import { type Answer, created, ok } from '../../runtime/http-answer.ts';
import {
  claimKey,
  IDEMPOTENCY_LABEL,
  type IdempotencyKey,
  rememberAnswer,
} from '../../runtime/idempotency.ts';
import { readItems } from '../../runtime/read-items.ts';
import { transact } from '../../runtime/transact.ts';
import type { ArrivalNotice } from '../arrival-notice.ts';
import { arrivalView } from '../arrival-view.ts';
import { staleDocument } from '../stock-document.ts';
import { PRODUCT, skuPk } from '../stock-keys.ts';
import { unknownLocation, wrongLines } from '../unknown-goods.ts';
import { announceLines, giveUpLines } from './arrival-pages.ts';
import { loadComing } from './aside-store.ts';
import { documentWrite, findDocument, type Stored } from './document-store.ts';

type Announced = Pick<ArrivalNotice, 'locationId' | 'expectedAt' | 'lines' | 'reference'>;
type Caller = { actor: { name: string }; idempotency?: IdempotencyKey };

/** The arrival of this id, as last committed. */
export const findArrival = (table: Deps['table'], id: string) =>
  findDocument<ArrivalNotice>(table, 'arrival', id);

/**
 * Announces goods of a supplier. The notice is written first and its lines after it, page by page; goods are received
 * against it only when all of them are announced. What breaks off between is finished by the sweep.
 */
export const expectArrival = async (
  { body, actor, idempotency }: Caller & { body: Announced },
  deps: Deps,
): Promise<Answer | Problem> => {
  const { table, random } = deps;
  const wrong = await wrongWith(body, deps);
  if (wrong) return wrong;
  const now = deps.now();
  const arrival: ArrivalNotice = {
    id: newId('arr', now, random),
    version: 1,
    status: 'opening',
    ...body,
    expectedAt: new Date(body.expectedAt).toISOString(),
    announcedAt: now.toISOString(),
    actor: actor.name,
  };
  const outcome = await transact(
    table,
    [
      documentWrite('arrival', arrival, { since: now, claim: idempotency }),
      ...(idempotency ? [claimKey(idempotency, now)] : []),
    ],
    random,
  );
  if (!outcome.committed)
    return outcome.failed.some(({ label }) => label === IDEMPOTENCY_LABEL)
      ? versionConflict('arrival')
      : busy();
  return finishArrival({ document: arrival, ...(idempotency ? { claim: idempotency } : {}) }, deps);
};

const wrongWith = async ({ locationId, lines }: Announced, { table }: Deps): Promise<Problem | undefined> => {
  const keys = [...new Set(lines.map(({ sku }) => skuPk(sku)))].map((pk) => ({ pk, sk: PRODUCT }));
  const [location, products] = await Promise.all([findLocation(table, locationId), readItems(table, keys)]);
  const known = new Map(products.map(asProduct).map((product) => [product.sku, product]));
  const errors = [
    ...(location ? [] : [unknownLocation('/locationId')]),
    ...wrongLines(lines, (sku) => known.get(sku)),
  ];
  return errors.length > 0 ? validationFailed(errors) : undefined;
};

/** Does what is left of opening or closing an arrival, and gives it its next state and its answer. */
export const finishArrival = async (
  { document, claim }: Stored<ArrivalNotice>,
  deps: Deps,
): Promise<Answer | Problem> => {
  const { table, random, now } = deps;
  const isOpening = document.status === 'opening';
  if (!isOpening && document.status !== 'closing') return versionConflict('arrival');
  await (isOpening ? announceLines : giveUpLines)(document, deps);
  const next: ArrivalNotice = {
    ...document,
    version: document.version + 1,
    status: isOpening ? 'expected' : 'closed',
  };
  const view = arrivalView(next, isOpening ? undefined : new Map());
  const answer = isOpening ? created(view, next.version) : ok(view, next.version);
  const outcome = await transact(
    table,
    [documentWrite('arrival', next), ...(claim ? [rememberAnswer(claim, answer, now(), 'claimed')] : [])],
    random,
  );
  return outcome.committed ? answer : versionConflict('arrival');
};

/** Gives up what has not come of an arrival. */
export const closeArrival = async (
  {
    params,
    body,
    actor,
    ifMatch,
  }: Caller & { params: { id: string }; body: { reason: string }; ifMatch?: number },
  deps: Deps,
): Promise<Answer | Problem> => {
  const stored = await findArrival(deps.table, params.id);
  if (!stored) return notFound('arrival');
  const { document } = stored;
  const stale = staleDocument('arrival', document, ifMatch);
  if (stale) return stale;
  if (document.status !== 'expected')
    return illegalTransition(document.status, ['expected'], 'Only what is expected can be given up.');
  const now = deps.now();
  const next: ArrivalNotice = {
    ...document,
    version: document.version + 1,
    status: 'closing',
    closedBy: actor.name,
    reason: body.reason,
  };
  const outcome = await transact(deps.table, [documentWrite('arrival', next, { since: now })], deps.random);
  return outcome.committed ? finishArrival({ document: next }, deps) : versionConflict('arrival');
};

/** An arrival as the API shows it, with what is still to come of each line. */
export const getArrival = async (
  { params }: { params: { id: string } },
  { table }: Deps,
): Promise<Answer | Problem> => {
  const stored = await findArrival(table, params.id);
  if (!stored) return notFound('arrival');
  const { document } = stored;
  const coming = await loadComing(
    table,
    document.id,
    document.lines.map(({ sku }) => sku),
  );
  return ok(arrivalView(document, coming), document.version);
};

/** Marks an arrival as arrived when nothing of it is awaited any more; anything else is left as it is. */
export const settleArrival = async ({ table, random }: Deps, id: string): Promise<void> => {
  const stored = await findArrival(table, id);
  if (stored?.document.status !== 'expected') return;
  const { document } = stored;
  const skus = document.lines.map(({ sku }) => sku);
  if ((await loadComing(table, id, skus)).size > 0) return;
  const next: ArrivalNotice = { ...document, version: document.version + 1, status: 'arrived' };
  // Somebody who was faster has closed it, or settled it as well.
  await transact(table, [documentWrite('arrival', next)], random);
};

/** The arrival that goods are received against; a problem when it does not await them. */
export const awaitedArrival = async (
  table: Deps['table'],
  id: string,
  locationId: string,
): Promise<Problem | undefined> => {
  const document = (await findArrival(table, id))?.document;
  const field = (code: string, message: string) => validationFailed([{ path: '/arrivalId', code, message }]);
  if (!document) return field('unknown_arrival', 'is not an arrival');
  if (document.locationId !== locationId) return field('other_location', 'is expected at another location');
  if (document.status === 'expected') return undefined;
  return illegalTransition(document.status, ['expected'], 'Nothing is awaited of this arrival.');
};
