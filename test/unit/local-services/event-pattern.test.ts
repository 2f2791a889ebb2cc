import { matchesPattern } from '../../../infra/local/services/event-pattern.ts';

const event = {
  source: 'oms.orders',
  'detail-type': 'order.placed',
  detail: {
    stage: 'new',
    total: 42,
    paid: false,
    note: null,
    tags: ['gift', 'rush'],
    address: { ip: '10.0.1.7', city: 'Hamburg' },
    lines: [
      { sku: 'A-1', quantity: 1 },
      { sku: 'B-2', quantity: 5 },
    ],
  },
};
const detail = (pattern: object) => matchesPattern({ detail: pattern }, event);

describe('a pattern matches', () => {
  test.each([
    ['an exact text', { stage: ['old', 'new'] }],
    ['a number', { total: [42] }],
    ['a truth value', { paid: [false] }],
    ['null', { note: [null] }],
    ['one element of an array', { tags: ['rush'] }],
    ['a field of one object in an array', { lines: { sku: ['B-2'] } }],
    ['a prefix', { stage: [{ prefix: 'ne' }] }],
    ['a suffix', { stage: [{ suffix: 'ew' }] }],
    ['a prefix in any case', { stage: [{ prefix: { 'equals-ignore-case': 'NE' } }] }],
    ['a text in any case', { stage: [{ 'equals-ignore-case': 'NEW' }] }],
    ['a wildcard', { address: { city: ['x', { wildcard: 'H*b*g' }] } }],
    ['anything but a list', { stage: [{ 'anything-but': ['old', 'done'] }] }],
    ['anything but a prefix', { stage: [{ 'anything-but': { prefix: 'old' } }] }],
    ['anything but prefixes', { stage: [{ 'anything-but': { prefix: ['a', 'b'] } }] }],
    ['a range', { total: [{ numeric: ['>', 0, '<=', 42] }] }],
    ['what exists', { stage: [{ exists: true }] }],
    ['what does not exist', { cancelledAt: [{ exists: false }] }],
    ['what does not exist in a missing object', { refund: { at: [{ exists: false }] } }],
    ['an address in a network', { address: { ip: [{ cidr: '10.0.1.0/24' }] } }],
    ['one of several ways', { $or: [{ stage: ['old'] }, { total: [{ numeric: ['>', 40] }] }] }],
  ])('%s', (_, pattern) => {
    expect(detail(pattern)).toBe(true);
  });
});

describe('a pattern does not match', () => {
  test.each([
    ['another text', { stage: ['old'] }],
    ['a number as text', { total: ['42'] }],
    ['a missing field', { none: ['x'] }],
    ['anything but it', { stage: [{ 'anything-but': 'new' }] }],
    ['anything but its prefix', { stage: [{ 'anything-but': { prefix: ['ne', 'x'] } }] }],
    ['anything but where the field is missing', { none: [{ 'anything-but': 'x' }] }],
    ['a range beside it', { total: [{ numeric: ['>', 42] }] }],
    ['a wildcard of another text', { stage: [{ wildcard: 'n.w' }] }],
    ['what exists as missing', { stage: [{ exists: false }] }],
    ['an object as a value', { address: [{ exists: true }] }],
    ['two fields of which one fails', { stage: ['new'], total: [1] }],
    ['an address outside the network', { address: { ip: [{ cidr: '10.0.2.0/24' }] } }],
    ['none of several ways', { $or: [{ stage: ['old'] }, { total: [1] }] }],
  ])('%s', (_, pattern) => {
    expect(detail(pattern)).toBe(false);
  });
});

test('an unknown matcher is an error, not a rule that never fires', () => {
  expect(() => detail({ stage: [{ regex: 'n.*' }] })).toThrow('"regex"');
  expect(() => detail({ stage: 'new' })).toThrow('"stage"');
});
