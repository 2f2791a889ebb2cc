import { isDeepStrictEqual } from 'node:util';
import type { Role } from '../../../shared/kernel/actor.ts';
import { signatureOf } from '../../../shared/webhooks/signature.ts';
import { type Call, type Called, callHandler } from '../../harness/call-handler.ts';
import { tick } from './clock.ts';
import { loadHandler } from './load-handler.ts';
import type { World } from './world.ts';

/** A request, and what is expected of any like it. */
export type Said = Pick<Call, 'params' | 'query' | 'body'> & {
  roles?: readonly Role[];
  /** A customer's own token. */
  customerId?: string;
  /** The version that the caller read. */
  ifMatch?: number;
  /** Send it again with the same Idempotency-Key, as a caller who heard no answer would. */
  twice?: boolean;
  /** A dry run: whatever it answers, nothing may be written. */
  dry?: boolean;
};

// biome-ignore lint/suspicious/noExplicitAny: an answer of the API; commands look into what they need.
export type Answer = Omit<Called, 'body'> & { body: any };

/** The operations that were granted at least once; without them, sequences would prove nothing. */
export const GRANTED = new Set<string>();

/** What was written, but for the keys under which answers are kept. */
const changes = (world: World): string[] =>
  world.written.flatMap(({ key: { pk, sk } }) => (pk.startsWith('IDEMPOTENCY#') ? [] : [`${pk} ${sk}`]));

/** What holds for every answer: no 5xx; a refusal says why in the house's form and has changed nothing. */
const judge = (world: World, path: string, said: Said, { status, body }: Answer): void => {
  const fault = (what: string): void =>
    void world.faults.push(`${path} ${JSON.stringify(said)} ${what}: ${status} ${JSON.stringify(body)}`);
  if (status >= 500) fault('met a defect');
  if (status >= 400 && (body.status !== status || typeof body.code !== 'string')) fault('says no problem');
  if (body.code === 'illegal_transition' && !(body.state && Array.isArray(body.allowed)))
    fault('does not say what is allowed');
  const wrote = changes(world);
  if (!world.parallel && (status >= 400 || said.dry) && wrote.length > 0)
    fault(`was no change and wrote ${wrote}`);
};

/** Calls an operation by its path under `functions/`, through its HTTP entry, as an admin where nothing else is said. */
export const call = async (world: World, path: string, said: Said = {}): Promise<Answer> => {
  const handler = await loadHandler(path);
  world.calls += 1;
  const { twice, dry: _, ifMatch, ...request } = said;
  const headers: Record<string, string> = {
    ...(twice ? { 'idempotency-key': `key-${world.word}-${world.calls}` } : {}),
    ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
  };
  const once = async (): Promise<Answer> => {
    tick();
    world.written = [];
    const answer = await callHandler(handler, { ...request, headers });
    judge(world, path, said, answer);
    if (answer.status < 300) GRANTED.add(path);
    return answer;
  };
  const first = await once();
  if (twice && first.status < 300) {
    const again = await once();
    const same = again.status === first.status && isDeepStrictEqual(again.body, first.body);
    const silent = world.parallel || changes(world).length === 0;
    if (!same || !silent || again.headers['idempotent-replayed'] !== 'true')
      world.faults.push(`${path} ${JSON.stringify(said)} sent twice was answered otherwise, or done twice`);
  }
  return first;
};

/** Delivers a signed webhook, which must be taken; an id that was here before must be recognised. */
export const hook = async (
  world: World,
  path: string,
  params: Record<string, string>,
  body: { id: string },
  known = false,
): Promise<void> => {
  tick();
  world.written = [];
  const seconds = Math.floor(Date.now() / 1000);
  const signature = signatureOf(seconds, Buffer.from(JSON.stringify(body)), 'local-secret').toString('hex');
  const headers = { 'x-oms-signature': `t=${seconds},v1=${signature}` };
  const answer = await callHandler(await loadHandler(path), { params, body, headers });
  if (answer.status !== 202 || (answer.body.duplicate === true) !== known)
    world.faults.push(
      `${path} ${JSON.stringify(body)} was answered ${answer.status} ${JSON.stringify(answer.body)}`,
    );
};
