import type { PutProduct } from '../../../shared/catalog/product-schema.ts';
import { stockWrites } from '../../../shared/inventory/effects/stock-store.ts';
import type { Actor } from '../../../shared/kernel/actor.ts';
import { isProblem, type Problem } from '../../../shared/kernel/problem.ts';
import { amendOrderSchema } from '../../../shared/orders/amend/amend-schema.ts';
import { amendFrom } from '../../../shared/orders/effects/amend-order.ts';
import { orderAnswer } from '../../../shared/orders/effects/answer-order-change.ts';
import { changeOrder } from '../../../shared/orders/effects/change-order.ts';
import { intakeOrder } from '../../../shared/orders/effects/intake-order.ts';
import type { Order } from '../../../shared/orders/order.ts';
import { placeOrderSchema } from '../../../shared/orders/place-order-schema.ts';
import { savePromotion } from '../../../shared/promotions/effects/promotion-store.ts';
import { putPromotionSchema } from '../../../shared/promotions/promotion-schema.ts';
import { transact } from '../../../shared/runtime/transact.ts';
import { aProduct } from '../../builders/a-product.ts';
import { anOrderRequest } from '../../builders/an-order-request.ts';
import type { TestTable } from '../../harness/dynamodb.ts';

const STAFF: Actor = { name: 'user:desk', roles: ['admin'] };

/** What came of it, or the test fails with what was refused. */
export const ok = <T>(result: T | Problem): T => {
  if (isProblem(result)) throw new Error(`${result.code} ${result.detail} ${JSON.stringify(result.errors)}`);
  return result;
};

/** A shop with stock and promotions, for tests of what is sent instead and what is given. */
export const aGiftShop = (test: () => TestTable) => {
  const deps = () => ({ table: test().table, now: () => new Date(), random: Math.random });
  const product = (sku: string, change: Partial<PutProduct>) => ({
    label: sku,
    put: {
      Item: {
        pk: `SKU#${sku}`,
        sk: 'PRODUCT',
        kindPk: 'PRODUCTS#0',
        id: sku,
        sku,
        version: 1,
        stockRows: 0,
        ...aProduct({ name: `the ${sku}`, ...change }),
      },
    },
  });
  const take = (lines: readonly Record<string, unknown>[], change: Record<string, unknown> = {}) =>
    intakeOrder(deps(), placeOrderSchema.parse(anOrderRequest(lines as never, change)), {
      actor: 'user:test',
      pricesFromBuyer: false,
      present: orderAnswer,
    });
  return {
    deps,
    take,
    taken: async (...args: Parameters<typeof take>): Promise<Order> => ok(await take(...args)).order,
    stocked: async (sku: string, quantity: number, change: Partial<PutProduct> = {}): Promise<string> => {
      const received = { kind: 'receive' as const, sku, locationId: 'main', shard: 0, document: 'test' };
      const context = { at: new Date(), actor: 'test', random: Math.random };
      const stock = stockWrites(quantity > 0 ? [{ ...received, quantity }] : [], context);
      await transact(test().table, [product(sku, change), ...stock], Math.random);
      return sku;
    },
    promoted: async (id: string, promotion: Record<string, unknown>): Promise<void> => {
      ok(await savePromotion(deps(), id, putPromotionSchema.parse(promotion), undefined));
    },
    amended: async (id: string, lines: readonly Record<string, unknown>[]): Promise<Order> => {
      const amend = amendFrom(deps(), amendOrderSchema.parse({ lines }), STAFF);
      return ok(await changeOrder(deps(), id, amend, { actor: 'user:desk' }));
    },
  };
};
