import { createHash, randomInt } from 'node:crypto';
import type { LocalSecret } from '../model.ts';

type Generate = {
  PasswordLength?: number;
  ExcludeCharacters?: string;
  ExcludeLowercase?: boolean;
  ExcludeUppercase?: boolean;
  ExcludeNumbers?: boolean;
  ExcludePunctuation?: boolean;
  IncludeSpace?: boolean;
  SecretStringTemplate?: string;
  GenerateStringKey?: string;
};

/** A random value as the template's `GenerateSecretString` asks for it; 32 characters without any wish. */
export function generateSecret(secret: LocalSecret): string {
  const wish = (secret.generate ?? { ExcludePunctuation: true }) as Generate;
  const alphabet = [
    wish.ExcludeLowercase ? '' : 'abcdefghijklmnopqrstuvwxyz',
    wish.ExcludeUppercase ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    wish.ExcludeNumbers ? '' : '0123456789',
    wish.ExcludePunctuation ? '' : '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    wish.IncludeSpace ? ' ' : '',
  ].join('');
  const allowed = [...alphabet].filter((character) => !wish.ExcludeCharacters?.includes(character));
  if (allowed.length === 0) throw new Error(`${secret.logicalId}: its exclusions leave no character to use.`);
  const value = Array.from(
    { length: wish.PasswordLength ?? 32 },
    () => allowed[randomInt(allowed.length)],
  ).join('');
  if (!wish.GenerateStringKey) return value;
  const template = JSON.parse(wish.SecretStringTemplate ?? '{}') as Record<string, unknown>;
  return JSON.stringify({ ...template, [wish.GenerateStringKey]: value });
}

/** The version id of a value: another value is another version. */
export function versionOf(value: string): string {
  const digest = createHash('sha256').update(value).digest('hex');
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    digest.slice(12, 16),
    digest.slice(16, 20),
    digest.slice(20, 32),
  ].join('-');
}
