import * as z from 'zod';
import type { News } from './choose-template.ts';
import type { Language, LetterValues } from './template.ts';

const goods = { name: z.string(), quantity: z.int() };
const toldSchema = z.object({
  instead: z.array(z.object({ ...goods, wished: z.string() })).optional(),
  gifts: z.array(z.object(goods)).optional(),
});

const INSTEAD: Readonly<Record<Language, (wished: string) => string>> = {
  en: (wished) => ` (instead of ${wished})`,
  zh: (wished) => `（代替${wished}）`,
};
const BETWEEN: Readonly<Record<Language, string>> = { en: '; ', zh: '；' };

/** What an order's news tells of goods that were replaced or given, as people say it. */
export const goodsInWords = (
  data: News['data'],
  language: Language,
): Pick<LetterValues, 'instead' | 'gifts'> => {
  const told = toldSchema.safeParse(data);
  if (!told.success) return {};
  const { instead = [], gifts = [] } = told.data;
  const listed = (words: readonly string[]): string => words.join(BETWEEN[language]);
  return {
    ...(instead.length > 0
      ? {
          instead: listed(
            instead.map(({ name, quantity, wished }) => `${name} × ${quantity}${INSTEAD[language](wished)}`),
          ),
        }
      : {}),
    ...(gifts.length > 0
      ? { gifts: listed(gifts.map(({ name, quantity }) => `${name} × ${quantity}`)) }
      : {}),
  };
};
