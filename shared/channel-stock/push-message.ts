import type { Shop } from '../channels/to-command.ts';
import { signatureOf } from '../webhooks/signature.ts';
import type { Told } from './told.ts';

/** Items of one push. */
export const MAX_ITEMS = 100;

/** What a shop receives: numbers that replace those it has, each where its `seq` is above the one it has. */
export type PushMessage = Shop & {
  /** Different for each delivery, repeats included. */
  id: string;
  items: readonly Pick<Told, 'sku' | 'available' | 'seq' | 'at'>[];
};

/** The message's bytes and how they are signed: as those of the webhooks that shops send us. */
export const signedPush = (
  { channel, shopId }: Shop,
  { id, told, secret, now }: { id: string; told: readonly Told[]; secret: string; now: Date },
): { body: Buffer; headers: Readonly<Record<string, string>> } => {
  const items = told.map(({ sku, available, seq, at }) => ({ sku, available, seq, at }));
  const message: PushMessage = { id, channel, shopId, items };
  const body = Buffer.from(JSON.stringify(message));
  const seconds = Math.floor(now.getTime() / 1000);
  const v1 = signatureOf(seconds, body, secret).toString('hex');
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'content-length': String(body.length),
      'user-agent': 'oms-stock-feed',
      'x-oms-signature': `t=${seconds},v1=${v1}`,
    },
  };
};
