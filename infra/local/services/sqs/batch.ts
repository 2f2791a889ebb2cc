import * as z from 'zod';
import { AwsError } from '../aws-error.ts';

/** @throws {AwsError} when the input has not the operation's shape. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AwsError('InvalidParameterValue', z.prettifyError(parsed.error));
}

/** The entries of a batch call, one to ten, each with its own id. @throws {AwsError} otherwise. */
export function batchOf<T extends { Id: string }>(entries: readonly T[] | undefined): readonly T[] {
  if (!entries || entries.length === 0) {
    throw new AwsError(
      'com.amazonaws.sqs#EmptyBatchRequest',
      'There should be at least one entry in the request.',
    );
  }
  if (entries.length > 10) {
    throw new AwsError(
      'com.amazonaws.sqs#TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    );
  }
  const ids = entries.map(({ Id }) => Id);
  const odd = ids.find((id) => !/^[\w-]{1,80}$/.test(id));
  if (odd !== undefined) {
    throw new AwsError(
      'com.amazonaws.sqs#InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  }
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) {
    throw new AwsError('com.amazonaws.sqs#BatchEntryIdsNotDistinct', `Id ${twice} repeated.`);
  }
  return entries;
}
