import { readBatchVerdict } from '../../../infra/local/sources/partial-failures.ts';

const verdict = (answer: unknown) => readBatchVerdict(answer, new Set(['a', 'b']));

test.each([
  [null],
  [undefined],
  [{}],
  [{ batchItemFailures: null }],
  [{ batchItemFailures: [] }],
  [{ other: 1 }],
])('the answer %j means that all was taken', (answer) => {
  expect(verdict(answer)).toEqual({ kind: 'success' });
});

test.each([
  ['ok'],
  [[]],
  [{ batchItemFailures: 'a' }],
  [{ batchItemFailures: [{ itemIdentifier: '' }] }],
  [{ batchItemFailures: [{ itemIdentifier: null }] }],
  [{ batchItemFailures: [{ id: 'a' }] }],
  [{ batchItemFailures: [{ itemIdentifier: 'a' }, { itemIdentifier: 'unknown' }] }],
  [{ batchItemFailures: [null] }],
])('the answer %j means that the whole batch failed', (answer) => {
  expect(verdict(answer)).toEqual({ kind: 'failure' });
});

test('named items failed, the others were taken', () => {
  expect(verdict({ batchItemFailures: [{ itemIdentifier: 'b' }] })).toEqual({
    kind: 'partial',
    failed: new Set(['b']),
  });
});
