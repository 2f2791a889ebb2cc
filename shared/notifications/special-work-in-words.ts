import * as z from 'zod';
import type { News } from './choose-template.ts';
import type { LetterValues } from './template.ts';

const workSchema = z.object({
  name: z.string().optional(),
  sku: z.string(),
  quantity: z.int(),
  expectedAt: z.string().optional(),
});
const stepSchema = z.object({ step: z.string(), by: z.string() });

/** A letter names this much; who wants to know all looks into the system. */
const MOST_NAMED = 10;

const named = (data: News['data']): z.infer<typeof workSchema>[] =>
  [data.productions ?? data].flat().flatMap((each) => workSchema.safeParse(each).data ?? []);

/** Of a list, what is for the buyer to confirm. */
const stepsOf = ({ steps, ...data }: News['data']): z.infer<typeof stepSchema>[] =>
  [steps ?? data]
    .flat()
    .flatMap((each) => stepSchema.safeParse(each).data ?? [])
    .filter(({ by }) => steps === undefined || by === 'customer');

/** What a letter says of goods that are made to order, and of what has to be confirmed; nothing where the news is of neither. */
export const specialWorkInWords = (
  data: News['data'],
  moment: (at: string) => string,
): Pick<LetterValues, 'work' | 'expected' | 'steps'> => {
  const work = named(data);
  const steps = stepsOf(data);
  const expected = work
    .flatMap(({ expectedAt }) => expectedAt ?? [])
    .sort()
    .at(-1);
  return {
    ...(work.length > 0
      ? {
          work: work
            .slice(0, MOST_NAMED)
            .map(({ name, sku, quantity }) => `${name ?? sku} × ${quantity}`)
            .join(', '),
        }
      : {}),
    ...(expected === undefined ? {} : { expected: moment(expected) }),
    ...(steps.length > 0 ? { steps: steps.map(({ step }) => step.replaceAll('-', ' ')).join(', ') } : {}),
  };
};
