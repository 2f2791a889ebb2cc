import * as z from 'zod';
import type { News } from './choose-template.ts';
import type { LetterValues } from './template.ts';

const toldSchema = z.object({
  waiting: z.array(z.object({ name: z.string().optional(), sku: z.string(), quantity: z.int() })).min(1),
  expectedAt: z.string().optional(),
});

/** A letter names this much; the rest stands in the order. */
const MOST_NAMED = 10;

/** What a letter says of goods that are waited for; nothing where the news is of none. */
export const waitingInWords = (
  data: News['data'],
  moment: (at: string) => string,
): Pick<LetterValues, 'waits' | 'expected'> => {
  const told = toldSchema.safeParse(data);
  if (!told.success) return {};
  const { waiting, expectedAt } = told.data;
  const waits = waiting.slice(0, MOST_NAMED).map(({ name, sku, quantity }) => `${name ?? sku} × ${quantity}`);
  return {
    waits: waits.join(', '),
    ...(expectedAt === undefined ? {} : { expected: moment(expectedAt) }),
  };
};
