import type * as z from 'zod';
import type { Role } from './actor.ts';

/** The contract of one HTTP operation: the handler parses by it, the OpenAPI document is made from it. */
export type Operation<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
> = {
  /** The function's name: `place-order`. */
  id: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As API Gateway writes it: `/v1/orders/{id}`. */
  path: string;
  summary: string;
  tag: string;
  /** Who may call it; `public` asks nobody, `signed` asks for the sender's signature instead of a token. */
  roles: readonly Role[] | 'public' | 'signed';
  params?: Params;
  query?: Query;
  body?: Body;
  /** The body is optional: `{}` is meant when it is absent. */
  bodyOptional?: true;
  answer: z.ZodType;
  /** What a success answers, where it is not JSON. */
  mediaType?: 'application/pdf' | 'text/csv';
  /** The success status; 201 where something is created. */
  status: 200 | 201 | 202;
  /** Honours `Idempotency-Key`. */
  idempotent?: true;
  /** The problem codes beyond the general ones (401, 403, 413, 415, 422, 503). */
  problems?: readonly string[];
};

/** Gives an operation its exact type; a place to hover over. */
export const operation = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  contract: Operation<P, Q, B>,
): Operation<P, Q, B> => contract;
