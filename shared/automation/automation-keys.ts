import { encodeTime } from 'ulid';
import { shardOf } from '../kernel/ids.ts';
import { INDEX_SHARDS } from '../orders/order-keys.ts';

/** The runs of all rules on one order, by the event that led to them; events sort by their time. */
export const runsPk = (orderId: string): string => `AUTOMATION#${orderId}`;
export const runSk = (eventId: string, ruleId: string): string => `${eventId}#${ruleId}`;

/** One rule's runs, spread like the orders they are about. */
export const ruleRunsPk = (ruleId: string, shard: number): string => `AUTOMATION#${ruleId}#${shard}`;
export const ruleRunsPks = (ruleId: string): string[] =>
  Array.from({ length: INDEX_SHARDS }, (_, shard) => ruleRunsPk(ruleId, shard));

/** A run's index keys: by its rule, newest first. */
export const runIndexKeys = (orderId: string, eventId: string, ruleId: string) => ({
  kindPk: ruleRunsPk(ruleId, shardOf(orderId, INDEX_SHARDS)),
  id: runSk(eventId, ruleId),
});

/** Sorts before every event of this moment or later. */
export const eventsSince = (at: Date): string => encodeTime(Math.max(0, at.getTime()), 10);
