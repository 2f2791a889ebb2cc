import * as z from 'zod';
import { operation } from '../kernel/operation.ts';

const open = { method: 'GET', tag: 'system', roles: 'public', status: 200 } as const;

/** Whether the API can be reached. */
export const checkHealthOperation = operation({
  ...open,
  id: 'check-health',
  path: '/v1/health',
  summary: 'Whether the API answers',
  answer: z.object({ status: z.literal('ok') }),
});

/** This document. */
export const getOpenapiOperation = operation({
  ...open,
  id: 'get-openapi',
  path: '/openapi.json',
  summary: 'The OpenAPI document',
  answer: z.looseObject({ openapi: z.string() }),
});

/** This document, for people. */
export const getDocsOperation = operation({
  ...open,
  id: 'get-docs',
  path: '/docs',
  summary: 'The OpenAPI document as a page',
  answer: z.string(),
});
