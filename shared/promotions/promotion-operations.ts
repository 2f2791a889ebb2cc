import * as z from 'zod';
import { STAFF } from '../kernel/actor.ts';
import { operation } from '../kernel/operation.ts';
import { pageOf, pageQuery } from '../kernel/page.ts';
import { promotionIdSchema, promotionSchema, putPromotionSchema } from './promotion-schema.ts';

const BY_ID = z.strictObject({ id: promotionIdSchema });
const tag = 'promotions';

/** Saves a promotion; orders that are placed from then on meet it, those that are there keep what they were given. */
export const putPromotionOperation = operation({
  id: 'put-promotion',
  method: 'PUT',
  path: '/v1/promotions/{id}',
  summary: 'Create (201) or replace (200) a promotion: a gift for those who buy something, or enough',
  tag,
  roles: ['sales_manager'],
  params: BY_ID,
  body: putPromotionSchema,
  answer: promotionSchema,
  status: 200,
  problems: ['precondition_failed', 'version_conflict', 'too_many_promotions'],
});

export const getPromotionOperation = operation({
  id: 'get-promotion',
  method: 'GET',
  path: '/v1/promotions/{id}',
  summary: 'Read a promotion',
  tag,
  roles: STAFF,
  params: BY_ID,
  answer: promotionSchema,
  status: 200,
  problems: ['not_found'],
});

/** All promotions, by id. */
export const listPromotionsOperation = operation({
  id: 'list-promotions',
  method: 'GET',
  path: '/v1/promotions',
  summary: 'List the promotions, by id',
  tag,
  roles: STAFF,
  query: z.strictObject(pageQuery),
  answer: pageOf(promotionSchema),
  status: 200,
});

/** Takes a promotion away; what orders were given by it stays theirs. To stop it for a while, put it as not active. */
export const deletePromotionOperation = operation({
  id: 'delete-promotion',
  method: 'DELETE',
  path: '/v1/promotions/{id}',
  summary: 'Delete a promotion; orders keep what they were given by it. Answers it as it was',
  tag,
  roles: ['sales_manager'],
  params: BY_ID,
  answer: promotionSchema,
  status: 200,
  problems: ['not_found', 'precondition_failed', 'version_conflict'],
});
