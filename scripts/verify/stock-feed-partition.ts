import { difference, type Finding, type Item, type PartitionReport } from './report.ts';

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** Proves what a shop was told of stock: whole numbers, none of which arrived before it was said. */
export const stockFeedPartition = () => {
  const findings: Finding[] = [];
  let told = 0;
  const add = ({ pk, sk, available, seq, arrived }: Item): void => {
    const wrong = (what: string): void => {
      findings.push(difference(`${pk} ${sk}`, what, 'pushStock claims a number before it tells it'));
    };
    told += 1;
    if (!isCount(available)) wrong(`the shop was told ${available} units`);
    if (!isCount(seq) || seq === 0) wrong(`the sequence is ${seq}`);
    else if (!isCount(arrived) || arrived > seq)
      wrong(`${arrived} arrived, ${seq} was the last that was sent`);
  };
  return {
    add,
    end: (): PartitionReport => ({
      counts: { 'numbers told to shops': told },
      findings,
      references: [],
      held: [],
      rows: [],
    }),
  };
};
