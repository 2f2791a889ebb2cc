import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const OLDEST = 17;

const WHAT_TO_DO = `DynamoDB Local needs Java ${OLDEST} or newer. Install it and start again:
  Debian, Ubuntu:  sudo apt-get install openjdk-17-jre-headless
  macOS:           brew install openjdk@17   (then set JAVA_HOME="$(brew --prefix openjdk@17)")
  Windows:         winget install EclipseAdoptium.Temurin.17.JRE
or set OMS_DYNAMODB_ENDPOINT to a DynamoDB Local that already runs, such as http://localhost:8000.`;

/**
 * Finds a Java that is new enough: `JAVA_HOME` first, then the `PATH`.
 *
 * @throws an error for people, with what to install, when there is none.
 */
export async function findJava(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const candidates = [...(env.JAVA_HOME ? [path.join(env.JAVA_HOME, 'bin', 'java')] : []), 'java'];
  const found: string[] = [];
  for (const java of candidates) {
    const version = await versionOf(java, env);
    if (version !== undefined && version >= OLDEST) return java;
    found.push(`${java}: ${version === undefined ? 'not there' : `version ${version}`}`);
  }
  throw new Error(`No usable Java (${found.join('; ')}).\n${WHAT_TO_DO}`);
}

async function versionOf(java: string, env: NodeJS.ProcessEnv): Promise<number | undefined> {
  try {
    const { stdout, stderr } = await promisify(execFile)(java, ['-version'], { timeout: 10_000, env });
    return majorVersion(`${stdout}${stderr}`);
  } catch {
    return undefined;
  }
}

/** `17` of `openjdk version "17.0.15"`, `8` of the old style `java version "1.8.0_402"`. */
export function majorVersion(output: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(output);
  return match?.[1] === undefined ? undefined : Number(match[1]);
}
