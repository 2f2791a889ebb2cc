import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { secondsAfter } from '../../kernel/clock.ts';
import { orderPk, timelineSk } from '../../orders/order-keys.ts';
import type { Table } from '../../runtime/table.ts';
import type { TemplateName } from '../template.ts';

/** Longer than a sender may run, so that nobody else sends while it might still do so. */
const LEASE_SECONDS = 60;

const ACTOR = 'system:notifications';

/** A message: one per commit and type of event, and per `part` where an event of a type may stand in a commit twice. */
export type Message = {
  orderId: string;
  commitId: string;
  type: string;
  template: TemplateName;
  part?: string;
  /** Who of the merchant's people it is for: `role:<role>`, `user:<name>` or `address`; absent where it is the buyer. */
  to?: string;
};

export type MessageStatus = 'sending' | 'sent' | 'failed' | 'no_address' | 'unwanted';

/** Behind its commit on the timeline. */
const keyOf = ({ orderId, commitId, type, part }: Message) => ({
  pk: orderPk(orderId),
  sk: `${timelineSk(commitId)}~MESSAGE#${type}${part === undefined ? '' : `.${part}`}#email`,
});

/** The entry as the timeline shows it, in the form of a commit's; nothing personal in it. */
const itemOf = (message: Message, status: MessageStatus, now: Date) => ({
  ...keyOf(message),
  kind: 'MESSAGE',
  commitId: message.commitId,
  status,
  events: [
    {
      type: 'notified',
      at: now.toISOString(),
      actor: ACTOR,
      data: {
        template: message.template,
        channel: 'email',
        status,
        ...(message.to === undefined ? {} : { to: message.to }),
      },
    },
  ],
});

/**
 * Claims a message for sending. `done`: it was sent, or cannot be. `busy`: somebody is sending it; who finds that asks
 * again later, because the sender may have died.
 */
export const claimMessage = async (
  table: Table,
  message: Message,
  now: Date,
): Promise<'claimed' | 'done' | 'busy'> => {
  try {
    await table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: { ...itemOf(message, 'sending', now), leaseUntil: secondsAfter(now, LEASE_SECONDS) },
        ConditionExpression: 'attribute_not_exists(pk) OR (#status = :sending AND leaseUntil <= :now)',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':sending': 'sending', ':now': now.toISOString() },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return 'claimed';
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return error.Item?.status?.S === 'sending' ? 'busy' : 'done';
  }
};

/** Says how a claimed message ended. */
export const finishMessage = async (
  table: Table,
  message: Message,
  status: 'sent' | 'failed',
  messageId?: string,
): Promise<void> => {
  await table.client.send(
    new UpdateCommand({
      TableName: table.name,
      Key: keyOf(message),
      UpdateExpression: `SET #status = :status, #events[0].#data.#status = :status${messageId ? ', messageId = :id' : ''} REMOVE leaseUntil`,
      ExpressionAttributeNames: { '#status': 'status', '#events': 'events', '#data': 'data' },
      ExpressionAttributeValues: { ':status': status, ...(messageId ? { ':id': messageId } : {}) },
    }),
  );
};

/** Gives a claimed message back at once, so that the next attempt need not wait for the lease. */
export const releaseMessage = async (table: Table, message: Message, now: Date): Promise<void> => {
  await table.client.send(
    new UpdateCommand({
      TableName: table.name,
      Key: keyOf(message),
      UpdateExpression: 'SET leaseUntil = :now',
      ExpressionAttributeValues: { ':now': now.toISOString() },
    }),
  );
};

/** Records that a message was not written: there was nobody to write to, or they want none; once. */
export const recordUnsent = async (
  table: Table,
  message: Message,
  why: 'no_address' | 'unwanted',
  now: Date,
): Promise<void> => {
  try {
    await table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: itemOf(message, why, now),
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};
