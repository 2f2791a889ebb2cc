import { setTimeout as sleep } from 'node:timers/promises';
import { isSpreadPk, skuOfPk, skuPk } from '../../shared/inventory/stock-keys.ts';
import type { Table } from '../../shared/runtime/table.ts';
import { rowName } from '../verify/report.ts';
import { queryPartition, scanTable, scanUnits } from '../verify/scan-table.ts';
import { applyRepair } from './apply-repair.ts';
import { type Proposal, proposeRepair, type Repair } from './propose-repair.ts';
import { readDocuments } from './read-documents.ts';
import { addFact, noFacts, type SkuFacts } from './sku-facts.ts';

/** What is proposed; with `applied`, which of it was done. */
export type RepairReport = Proposal & { restless: string[]; applied: Repair[]; overtaken: Repair[] };

const PAUSE_MS = 300;

/**
 * Works out what would put the stock's balances right, and does it if asked to. A busy table never stands still: what
 * two looks do not say alike is left alone, and every write holds only while its figures are as they were read.
 */
export const repairTable = async (table: Table, apply: boolean): Promise<RepairReport> => {
  const suspects = await suspectsOf(table);
  const report: RepairReport = { repairs: [], undecided: [], restless: [], applied: [], overtaken: [] };
  if (suspects.size === 0) return report;
  const first = await look(table, suspects);
  await sleep(PAUSE_MS);
  const second = await look(table, suspects);
  for (const [pk, proposal] of second) {
    if (JSON.stringify(first.get(pk)) === JSON.stringify(proposal)) {
      report.repairs.push(...proposal.repairs);
      report.undecided.push(...proposal.undecided);
    } else report.restless.push(pk);
  }
  if (apply)
    for (const repair of report.repairs)
      ((await applyRepair(table, repair)) ? report.applied : report.overtaken).push(repair);
  return report;
};

/**
 * The SKUs of which anything may be wrong, by one look over the table without their documents; those whose rows are spread
 * over partitions are always looked at again, for a look over the table does not meet them together.
 */
const suspectsOf = async (table: Table): Promise<Set<string>> => {
  const held = await heldUnits(table);
  const suspects = new Set<string>();
  const judge = (facts: SkuFacts): void => {
    if (facts.mostShards > 1) return;
    const { repairs, undecided } = proposeRepair(facts, new Map(), (row) => held.get(row) ?? 0);
    if (repairs.length + undecided.length > 0) suspects.add(facts.pk);
  };
  let facts = noFacts('');
  for await (const item of scanTable(table)) {
    if (!item.pk.startsWith(skuPk(''))) continue;
    if (isSpreadPk(item.pk)) {
      suspects.add(skuPk(skuOfPk(item.pk)));
      continue;
    }
    if (item.pk !== facts.pk) {
      judge(facts);
      facts = noFacts(item.pk);
    }
    addFact(facts, item);
  }
  judge(facts);
  return suspects;
};

const look = async (table: Table, suspects: ReadonlySet<string>): Promise<Map<string, Proposal>> => {
  const skus = new Set([...suspects].map((pk) => pk.slice(skuPk('').length)));
  const [held, documents] = [await heldUnits(table), await readDocuments(table, skus)];
  const proposals = new Map<string, Proposal>();
  for (const pk of suspects) {
    const facts = await factsOf(table, pk);
    const documented = documents.get(pk.slice(skuPk('').length)) ?? new Map();
    proposals.set(
      pk,
      proposeRepair(facts, documented, (row) => held.get(row) ?? 0),
    );
  }
  return proposals;
};

/** All that the table says of a SKU, the partitions of its further rows included. */
const factsOf = async (table: Table, pk: string): Promise<SkuFacts> => {
  const facts = noFacts(pk);
  for await (const item of queryPartition(table, pk)) addFact(facts, item);
  for (let shard = 1; shard < facts.mostShards; shard++)
    for await (const item of queryPartition(table, `${pk}#${shard}`)) addFact(facts, item);
  return facts;
};

/** Units of each stock row that orders hold. */
const heldUnits = async (table: Table): Promise<Map<string, number>> => {
  const held = new Map<string, number>();
  for await (const { sk, locationId, units } of scanUnits(table)) {
    if (sk.startsWith('STOCK#')) continue;
    for (const { sku, shard, quantity } of (units ?? []) as {
      sku: string;
      shard: number;
      quantity: number;
    }[]) {
      const name = rowName(sku, locationId as string, shard);
      held.set(name, (held.get(name) ?? 0) + quantity);
    }
  }
  return held;
};
