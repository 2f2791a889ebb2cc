import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../model.ts';
import { actionsOf } from './dynamodb-units.ts';

export type FaultAnswer = { status: number; body: Record<string, unknown> } | 'drop';

const PREFIX = 'com.amazonaws.dynamodb.v20120810#';

/**
 * What the asked-for fault answers, as DynamoDB words it; `undefined` lets the call through (after the delay of `slow`).
 * DynamoDB Local itself is never throttled and never sees a transaction conflict.
 */
export async function faultAnswer(
  fault: Fault,
  operation: string,
  request: () => Record<string, unknown>,
): Promise<FaultAnswer | undefined> {
  switch (fault.kind) {
    case 'slow':
      await sleep(fault.delayMs ?? 1000);
      return undefined;
    case 'drop':
      return 'drop';
    case 'fail':
      return error('InternalServerError', 'A fault was asked for.', 500);
    case 'throttle':
      return operation.startsWith('Transact')
        ? cancelled(
            request(),
            'ThrottlingError',
            'Throughput exceeds the current capacity for one or more global secondary indexes.',
          )
        : error(
            'ProvisionedThroughputExceededException',
            'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.',
          );
    case 'transactionConflict':
      return operation.startsWith('Transact')
        ? cancelled(request(), 'TransactionConflict', 'Transaction is ongoing for the item')
        : error('TransactionConflictException', 'Transaction is ongoing for the item');
    case 'partialFailure': {
      const { RequestItems } = request();
      return operation === 'BatchGetItem'
        ? { status: 200, body: { Responses: {}, UnprocessedKeys: RequestItems } }
        : { status: 200, body: { UnprocessedItems: RequestItems } };
    }
    default:
      return undefined;
  }
}

function error(code: string, message: string, status = 400): FaultAnswer {
  return { status, body: { __type: PREFIX + code, message } };
}

/** The reasons stand in the order of the items; the first item is the one in conflict. */
function cancelled(request: Record<string, unknown>, code: string, message: string): FaultAnswer {
  const reasons = actionsOf(request).map((_, index) =>
    index === 0 ? { Code: code, Message: message } : { Code: 'None' },
  );
  const codes = reasons.map(({ Code }) => Code).join(', ');
  const { body } = error(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
  ) as { body: Record<string, unknown> };
  const { message: Message, ...rest } = body;
  return { status: 400, body: { ...rest, Message, message: Message, CancellationReasons: reasons } };
}
