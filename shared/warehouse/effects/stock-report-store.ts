import { PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { epochSeconds } from '../../kernel/clock.ts';
import type { Deps } from '../../runtime/deps.ts';
import type { Table } from '../../runtime/table.ts';
import type { Write } from '../../runtime/transact.ts';
import type { ReportPart } from '../stock-report.ts';

/** What is compared is kept for a year; what is counted because of it is kept with the counts. */
const KEPT_SECONDS = 366 * 86_400;

export type ReportName = { locationId: string; reference: string };

const pkOf = ({ locationId, reference }: ReportName): string => `STOCK_REPORT#${locationId}#${reference}`;
const padded = (n: number): string => String(n).padStart(4, '0');
const COUNT = 'COUNT#';
const PART = 'PART#';

/** The parts of a report that have come, and the counts that were opened because of it. */
export const loadReport = async (
  table: Table,
  name: ReportName,
): Promise<{ parts: ReportPart[]; countIds: string[] }> => {
  const items: Record<string, unknown>[] = [];
  const pages = paginateQuery(
    { client: table.client },
    {
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pkOf(name) },
      ConsistentRead: true,
    },
  );
  for await (const page of pages) items.push(...(page.Items ?? []));
  const isOf = (prefix: string) => (item: Record<string, unknown>) => String(item.sk).startsWith(prefix);
  return {
    parts: items.filter(isOf(PART)).map(({ pk: _, sk: __, expiresAt: ___, ...part }) => part as ReportPart),
    countIds: items.filter(isOf(COUNT)).map(({ countId }) => countId as string),
  };
};

/** Keeps a part; the same part that came before is replaced, because the newest telling counts. */
export const savePart = async ({ table, now }: Deps, part: ReportPart): Promise<void> => {
  await table.client.send(
    new PutCommand({
      TableName: table.name,
      Item: {
        pk: pkOf(part),
        sk: `${PART}${padded(part.part)}`,
        expiresAt: epochSeconds(now()) + KEPT_SECONDS,
        ...part,
      },
    }),
  );
};

/** Notes a count in the transaction that opens it; there is one for each sheet of a report. */
export const countNote = (name: ReportName, sheet: number, countId: string, now: Date): Write => ({
  label: 'count of a report',
  put: {
    Item: {
      pk: pkOf(name),
      sk: `${COUNT}${padded(sheet)}`,
      countId,
      expiresAt: epochSeconds(now) + KEPT_SECONDS,
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});
