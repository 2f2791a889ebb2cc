import fc from 'fast-check';
import { bytesOf, unitsOf } from '../../../shared/runtime/item-size.ts';
import { pack, unpack, wholeItem } from '../../../shared/runtime/packed.ts';

const UUID = '8203f0c0-0c78-ffd6-993a-14f367750119';
const ID = 'ord_01M80QX88A8AWSPJ803W6SY7RM_1';

describe('what is packed', () => {
  it.each([
    [['2026-11-22T04:22:23.691Z', '1960-01-01T00:00:00.000Z', '0000-01-01T00:00:00.000Z']],
    [['2026-13-45T00:00:00.000Z', '9999-12-31T23:59:59.999Z', '2026-11-22T04:22:23Z']],
    [[UUID, UUID.toUpperCase(), `x${UUID}2026-11-22T04:22:23.691Z`]],
    [[ID, '7ZZZZZZZZZZZZZZZZZZZZZZZZZ', '00000000000000000000000000', `${ID}${ID}`]],
    [{ signs: '\u0001abc\u0002x\u0002\u0003', name: '王小明', nothing: null, number: 1.5, list: [[], {}] }],
  ])('is the same again: %j', (value) => {
    expect(unpack(pack(value))).toEqual(value);
    expect(unpack(Buffer.from(pack(value)).toString('base64'))).toEqual(value);
  });

  it('is the same again, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) =>
        expect(unpack(pack(value))).toEqual(JSON.parse(JSON.stringify(value))),
      ),
      { numRuns: 200 },
    );
  });

  it('lies under what stands open in its item', () => {
    const item = { pk: 'p', sk: 's', status: 'picked', packed: pack({ status: 'released', lines: [1] }) };
    expect(wholeItem(item)).toEqual({ pk: 'p', sk: 's', status: 'picked', lines: [1] });
    expect(wholeItem({ pk: 'p', sk: 's' })).toEqual({ pk: 'p', sk: 's' });
  });
});

describe('the size of an item', () => {
  it.each([
    [{ a: '王' }, 4],
    [{ a: 0, b: 600, c: -12.5 }, 3 + 1 + 2 + 4],
    [{ a: true, b: null }, 4],
    [{ a: [1, 'x'] }, 1 + 3 + 1 + 2 + 1 + 1],
    [{ a: { b: 'x' } }, 1 + 3 + 1 + 1 + 1],
    [{ a: new Uint8Array(5), b: undefined }, 6],
  ])('of %j is %d bytes', (item, bytes) => {
    expect(bytesOf(item)).toBe(bytes);
  });

  it('is billed by the started KB', () => {
    expect([{}, { a: 'x'.repeat(1023) }, { a: 'x'.repeat(1024) }].map(unitsOf)).toEqual([1, 1, 2]);
  });
});
