import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { CloudModel, LocalSecret } from '../model.ts';
import { AwsError } from './aws-error.ts';
import type { AwsService } from './endpoint-server.ts';
import { generateSecret, versionOf } from './secret-values.ts';

const COMMENT = 'The local secrets by name. A change takes effect at once, where the product asks again.';
const SecretInput = z.object({ SecretId: z.string().min(1) });
const SecretFile = z.record(z.string(), z.string());

export type Secrets = {
  service: AwsService;
  /** The file with the values, for people to look into and to change. */
  file: string;
  close(): void;
};

/**
 * Secrets Manager's GetSecretValue over one file, `<dataDir>/secrets.json`, readable by its owner only. The first start
 * makes it; secrets the template gains later are added.
 */
export function openSecrets(model: CloudModel, dataDir: string | 'memory'): Secrets {
  const folder =
    dataDir === 'memory' ? mkdtempSync(path.join(tmpdir(), 'local-cloud-')) : path.resolve(dataDir);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'secrets.json');
  complete(file, model.secrets);
  const values = cachedReader(file);

  const find = (id: string): LocalSecret => {
    const secret = model.secrets.find(
      ({ name, arn }) => id === name || id === arn || arn.replace(/-[^-]{6}$/, '') === id,
    );
    if (secret) return secret;
    throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  };

  return {
    file,
    close: () => {
      if (dataDir === 'memory') rmSync(folder, { recursive: true, force: true });
    },
    service: {
      name: 'secretsmanager',
      targetPrefix: 'secretsmanager',
      throttled: () => new AwsError('ThrottlingException', 'Rate exceeded'),
      operations: {
        GetSecretValue: (raw) => {
          const parsed = SecretInput.safeParse(raw);
          if (!parsed.success) throw new AwsError('ValidationException', z.prettifyError(parsed.error));
          const { name, arn } = find(parsed.data.SecretId);
          const { all, changedAt } = values();
          const value = all[name];
          if (value === undefined) {
            throw new AwsError('ResourceNotFoundException', `${file} has no value for ${name}.`);
          }
          return {
            ARN: arn,
            Name: name,
            VersionId: versionOf(value),
            SecretString: value,
            VersionStages: ['AWSCURRENT'],
            CreatedDate: changedAt / 1000,
          };
        },
      },
    },
  };
}

function complete(file: string, secrets: readonly LocalSecret[]): void {
  const values = read(file) ?? { '//': COMMENT };
  const missing = secrets.filter(({ name }) => values[name] === undefined);
  if (missing.length === 0 && read(file)) return;
  for (const secret of missing) values[secret.name] = firstValue(secret);
  // Written beside and moved, so that a kill leaves the old file or the new one.
  const fresh = `${file}.new`;
  writeFileSync(fresh, `${JSON.stringify(values, null, 2)}\n`, { mode: 0o600 });
  chmodSync(fresh, 0o600);
  renameSync(fresh, file);
}

function firstValue(secret: LocalSecret): string {
  const defaults = read(fileURLToPath(new URL('default-secrets.json', import.meta.url))) ?? {};
  const known = Object.entries(defaults).find(
    ([name]) => name !== '//' && (secret.name === name || secret.name.endsWith(`-${name}`)),
  );
  return known?.[1] ?? secret.value ?? generateSecret(secret);
}

function cachedReader(file: string): () => { all: Record<string, string>; changedAt: number } {
  let cached: { all: Record<string, string>; changedAt: number } | undefined;
  return () => {
    const changedAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (cached?.changedAt !== changedAt) cached = { all: read(file) ?? {}, changedAt };
    return cached;
  };
}

/** @throws for people when the file is not what it should be. */
function read(file: string): Record<string, string> | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return SecretFile.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${file} is no JSON object of texts: mend it, or delete it for a new one.`, { cause });
  }
}
