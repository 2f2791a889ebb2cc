import { money } from '../../kernel/money.ts';
import { readItems } from '../../runtime/read-items.ts';
import type { Table } from '../../runtime/table.ts';
import { stillTogether } from '../merge/suggest-merges.ts';
import type { OrderBody, OrderHead } from '../order.ts';
import { BODY, HEAD, orderPk } from '../order-keys.ts';
import { orderSummary } from '../order-view.ts';
import type { MergeSuggestion } from './merge-suggestion-store.ts';

/**
 * Suggestions as the API shows them, with their orders as they stand now: one that has ended, was picked or differs by
 * now is left out, and with it a suggestion of which one order is left. Why they go together is what they share.
 */
export const readSuggested = async (table: Table, suggestions: readonly MergeSuggestion[]) => {
  const keys = suggestions.flatMap(({ orderIds }) => [
    ...orderIds.map((id) => ({ pk: orderPk(id), sk: HEAD })),
    ...orderIds.slice(0, 1).map((id) => ({ pk: orderPk(id), sk: BODY })),
  ]);
  const items = new Map((await readItems(table, keys)).map((item) => [`${item.pk} ${item.sk}`, item]));
  return suggestions.flatMap(({ orderIds, foundAt }) => {
    const heads = orderIds.flatMap((id) => {
      const head = items.get(`${orderPk(id)} ${HEAD}`);
      return head ? [head as unknown as OrderHead] : [];
    });
    const together = stillTogether(heads);
    const [oldest] = together;
    const body = items.get(`${orderPk(orderIds[0] ?? '')} ${BODY}`) as OrderBody | undefined;
    if (!oldest || !body) return [];
    const { customerId, customerName, channel, shopId, currency, paymentTerms, confirmation } = oldest;
    return [
      {
        orderIds: together.map(({ id }) => id),
        orders: together.map(orderSummary),
        same: {
          customerId,
          customerName,
          channel,
          shopId,
          currency,
          paymentTerms,
          confirmation,
          shippingAddress: body.shippingAddress,
          delivery: body.delivery.method,
        },
        grandTotal: money(
          together.reduce((sum, { totals }) => sum + totals.grand, 0),
          currency,
        ),
        foundAt,
      },
    ];
  });
};
