import { comingSk, skuPk, WORK_DUE } from '../../shared/inventory/stock-keys.ts';
import { openUnits, type Transfer } from '../../shared/inventory/transfer.ts';
import { difference, type Finding, type Item, type PartitionReport, type Reference } from './report.ts';

/** The papers of the stock room. */
export const STOCK_DOCUMENTS = ['RECEIPT#', 'ARRIVAL#', 'TRANSFER#', 'COUNT#', 'IMPORT#'] as const;

/**
 * Proves a paper of the stock room: what a transfer says is on its way stands beside the SKU's stock; work that broke
 * off long ago is told as unfinished, for the sweep should have found it.
 */
export const stockDocumentPartition = (asOf: string) => {
  const findings: Finding[] = [];
  const references: Reference[] = [];
  let documents = 0;
  return {
    add: (item: Item): void => {
      if (!item.pk.startsWith(`${item.sk}#`)) return;
      documents++;
      if (item.duePk === WORK_DUE && String(item.dueSk) < asOf)
        findings.push({
          severity: 'pending',
          key: `${item.pk} ${item.sk}`,
          what: `should have been finished at ${String(item.dueSk).split('#')[0]}`,
          look: 'the schedule finish-stock-work, the queue stock-work and its dead letters',
        });
      if (item.sk === 'TRANSFER') references.push(...onTheWay(item));
    },
    end: (): PartitionReport => ({
      counts: { 'stock documents': documents },
      findings,
      references,
      held: [],
      rows: [],
    }),
  };
};

const onTheWay = (item: Item): Reference[] => {
  const { id, lines } = item as unknown as Transfer;
  return lines.flatMap((line): Reference[] => {
    const open = openUnits(line);
    const key = `${item.pk} ${line.sku}`;
    if (open === 0) return [];
    return [
      {
        key: { pk: skuPk(line.sku), sk: comingSk(id) },
        wrong: (found) =>
          found?.open === open
            ? undefined
            : difference(
                key,
                `${open} are on their way, beside the stock stand ${Number(found?.open ?? 0)}`,
                'transfer-store.ts: both change in one transaction',
              ),
      },
    ];
  });
};
