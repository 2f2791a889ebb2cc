import type { Difference } from '../../scripts/verify/report.ts';
import { verifyTable } from '../../scripts/verify/verify-table.ts';
import type { TestCloud } from './cloud.ts';
import { type Patience, settled } from './contents.ts';

/** Waits until nothing is left to do, then proves every sum and key over the whole table; answers what is wrong. */
export const whatIsWrong = async (cloud: TestCloud, patience?: Patience): Promise<readonly Difference[]> => {
  await settled(cloud, patience);
  const { differences, pending } = await verifyTable(cloud.table);
  return [...differences, ...pending];
};
