import { gunzipSync, gzipSync } from 'node:zlib';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { epochSeconds } from '../../kernel/clock.ts';
import { readLasting } from '../../runtime/read-lasting.ts';
import type { Table } from '../../runtime/table.ts';
import { type Delivery, deliveryKey, type Inbox } from '../delivery.ts';
import { parseLossless } from '../lossless.ts';

/** How long a delivery can be looked at, replayed and recognised again. */
const KEPT_SECONDS = 30 * 24 * 3600;

/** The sort key of a stored delivery. */
export const DELIVERY = 'DELIVERY';

/**
 * Keeps a delivery's raw bytes (compressed), once per sender and id; the stream then announces it to its inbox.
 * Answers false when this id was here before. One write unit for a usual body.
 */
export const storeDelivery = async (
  table: Table,
  { inbox, sender, id, raw, now }: { inbox: Inbox; sender: string; id: string; raw: Buffer; now: Date },
): Promise<boolean> => {
  try {
    await table.client.send(
      new PutCommand({
        TableName: table.name,
        Item: {
          pk: deliveryKey(sender, id),
          sk: DELIVERY,
          kind: 'WEBHOOK',
          inbox,
          sender,
          deliveryId: id,
          raw: gzipSync(raw),
          receivedAt: now.toISOString(),
          expiresAt: epochSeconds(now) + KEPT_SECONDS,
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

/** Reads a stored delivery again; undefined when its time is over. */
export const readDelivery = async (table: Table, key: string): Promise<Delivery | undefined> => {
  const Item = await readLasting(table, { pk: key, sk: DELIVERY });
  // A body that was erased on its buyer's request is over too.
  if (!Item?.raw) return undefined;
  const { deliveryId, sender, raw, receivedAt } = Item as {
    deliveryId: string;
    sender: string;
    raw: Uint8Array;
    receivedAt: string;
  };
  return { id: deliveryId, sender, body: parseLossless(gunzipSync(raw).toString('utf8')), receivedAt };
};
