import type { Language, Letter, LetterValues, Template, TemplateName } from './template.ts';
import { en } from './templates/en.ts';
import { zh } from './templates/zh.ts';

const TEMPLATES: Readonly<Record<Language, Readonly<Record<TemplateName, Template>>>> = { en, zh };
const PLACEHOLDER = /\{(\w+)\}/g;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that stays text inside HTML. */
const escaped = (plain: string): string => plain.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);

/** The paragraph with its values; undefined when it speaks of one that is not there. Values are never filled in again. */
const fill = (paragraph: string, values: LetterValues): string | undefined => {
  const have: Readonly<Record<string, string | undefined>> = values;
  const names = [...paragraph.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
  return names.every((name) => have[name] !== undefined)
    ? paragraph.replace(PLACEHOLDER, (_, name: string) => have[name] ?? '')
    : undefined;
};

/** Makes the message: subject on one line, plain text, and HTML of the same words in which no value is markup. */
export const renderLetter = (name: TemplateName, language: Language, values: LetterValues): Letter => {
  const { subject, paragraphs } = TEMPLATES[language][name];
  const filled = paragraphs.flatMap((paragraph) => fill(paragraph, values) ?? []);
  const body = filled.map((paragraph) => `<p>${escaped(paragraph)}</p>`).join('\n');
  return {
    subject: (fill(subject, values) ?? '').replace(/\s+/g, ' '),
    text: `${filled.join('\n\n')}\n`,
    html: `<!doctype html>\n<html lang="${language}"><meta charset="utf-8"><body>\n${body}\n</body></html>\n`,
  };
};
