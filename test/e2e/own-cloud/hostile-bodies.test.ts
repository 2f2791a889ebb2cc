import fc from 'fast-check';
import type { Reply } from '../../harness/client.ts';
import { OPEN_MS, type OwnCloud, startOwnCloud } from '../../harness/cloud.ts';
import { type Contents, contentsOf, deadLetters, settled } from '../../harness/contents.ts';
import { type Attack, attack, type Target, targetsOf, violations, wrongWith } from '../attack-surface.ts';
import { setScene } from '../lawful-requests.ts';
import { type Mutation, missingFields, oddTexts, unknownFields, wrongTypes } from '../mutations.ts';

type FieldError = { path: string; code: string };

const errorsOf = ({ json }: Reply): FieldError[] => (Array.isArray(json.errors) ? json.errors : []);

/** Whether an answer points at the place that is wrong, at what holds it, or at something inside it. */
const pointsAt = (reply: Reply, { pointer, code }: Mutation): boolean =>
  errorsOf(reply).some(({ path, code: said }) =>
    code ? path === pointer && said === code : path.startsWith(pointer) || pointer.startsWith(path),
  );

describe('a body that is wrong', () => {
  let cloud: OwnCloud;
  let targets: Target[];
  let before: Contents;

  beforeAll(async () => {
    // Some of what is taken changes policies: other files would meet them.
    cloud = await startOwnCloud('memory', 'hosted');
    const scene = await setScene(cloud);
    targets = (await targetsOf(cloud, scene)).filter(({ schema }) => schema !== undefined);
    before = await settled(cloud);
  }, OPEN_MS);
  afterAll(async () => {
    await cloud?.process.stop();
    cloud?.close();
  });

  const attackAll = (
    casesOf: (target: Target) => readonly (Attack & { what: string })[],
    judge: (what: string, reply: Reply, attacked: Attack & { what: string }) => string | undefined,
  ) =>
    violations(
      targets.flatMap((target) => casesOf(target).map((change) => ({ target, change }))),
      async ({ target, change }) =>
        judge(`${target.id}: ${change.what}`, await attack(cloud, target, change), change),
    );

  const refusedAt = (what: string, reply: Reply, mutation: unknown): string | undefined =>
    wrongWith(what, reply, [422]) ??
    (pointsAt(reply, mutation as Mutation) ? undefined : `${what}: says ${JSON.stringify(errorsOf(reply))}`);

  it('is told apart from JSON, whatever the operation', async () => {
    const broken = ['{', '', '{"a":1,}', 'undefined', "{'a':1}", '{"a":NaN}'];
    const cases = broken.map((body) => ({ what: `body ${body}`, body }));
    const found = await attackAll(
      ({ bodyOptional }) => cases.filter(({ body }) => body.length > 0 || !bodyOptional),
      (what, reply) => wrongWith(what, reply, [400]),
    );
    expect(found).toEqual([]);
  });

  it('is refused when its bytes are no text', async () => {
    const body = Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]);
    const found = await attackAll(
      () => [{ what: 'no UTF-8', body }],
      // The gateway hands other characters on than were signed.
      (what, reply) => wrongWith(what, reply, [400, 401, 422]),
    );
    expect(found).toEqual([]);
  });

  it('is refused with 415 when it does not call itself JSON', async () => {
    const types = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'json',
      '',
    ];
    const found = await attackAll(
      ({ guard }) =>
        guard === 'signature'
          ? []
          : types.map((type) => ({ what: `type ${type}`, headers: { 'content-type': type } })),
      (what, reply) => wrongWith(what, reply, [415]),
    );
    expect(found).toEqual([]);
  });

  it('is refused at the field that nobody knows', async () => {
    expect(await attackAll(unknownFields, refusedAt)).toEqual([]);
  });

  it('is refused at the field that is missing', async () => {
    expect(await attackAll(missingFields, refusedAt)).toEqual([]);
  });

  it('is refused at the value of the wrong type or size', async () => {
    expect(await attackAll(wrongTypes, refusedAt)).toEqual([]);
  });

  it('is refused when it is larger than anybody means', async () => {
    const large = `{"x":"${'x'.repeat(2_000_100)}"}`;
    const found = await attackAll(
      () => [{ what: '2 MB', body: large }],
      (what, reply) => wrongWith(what, reply, [413]),
    );
    expect(found).toEqual([]);
  });

  it('has changed nothing, however it was wrong', async () => {
    expect(await settled(cloud)).toEqual(before);
    expect(await deadLetters(cloud)).toEqual({});
  });

  it('of any form, made at random, is taken or refused, and never breaks anything', async () => {
    const bodies = fc.sample(fc.json({ maxDepth: 4 }), { numRuns: 12, seed: 20_240_701 });
    const found = await attackAll(
      () => bodies.map((body) => ({ what: body.slice(0, 60), body })),
      (what, reply) => wrongWith(what, reply),
    );
    expect(found).toEqual([]);
  });

  it('with odd texts in it is taken or refused, and never breaks anything', async () => {
    expect(await attackAll(oddTexts, (what, reply) => wrongWith(what, reply))).toEqual([]);
    await settled(cloud);
    expect(await deadLetters(cloud)).toEqual({});
    expect((await contentsOf(cloud))['ORDER/HEAD']).toBeGreaterThan(0);
  });
});
