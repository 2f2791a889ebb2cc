import * as z from 'zod';
import type { Operation } from '../kernel/operation.ts';
import { problemSchema } from './problem-schema.ts';

type Json = Record<string, unknown>;

/** Every operation may answer these; the operation's own problems are said in its description. */
const GENERAL: Readonly<Record<string, string>> = {
  '400': 'The request is malformed',
  '401': 'There is no valid token or signature',
  '403': 'The caller may not do this',
  '404': 'There is no such thing',
  '409': 'The state does not allow it',
  '412': 'Not the version the caller read',
  '413': 'The body is too large',
  '415': 'The body is not JSON',
  '422': 'Some fields are not valid',
  '429': 'Too many requests',
  '503': 'Too busy; nothing was changed',
};

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' });
  return json;
};

const parameters = (schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] => {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Json;
    required?: string[];
  };
  return Object.entries(properties).map(([name, type]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: type,
  }));
};

const header = (name: string, description: string): Json => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string' },
});

const describe = ({ roles, problems = [] }: Operation): string => {
  const who =
    roles === 'public'
      ? 'Public.'
      : roles === 'signed'
        ? 'Signed by its sender (X-Oms-Signature).'
        : `Roles: ${roles.join(', ')}.`;
  return problems.length === 0 ? who : `${who} Problems: ${problems.join(', ')}.`;
};

const pathItem = (operation: Operation): Json => ({
  operationId: operation.id,
  summary: operation.summary,
  description: describe(operation),
  tags: [operation.tag],
  security: typeof operation.roles === 'string' ? [] : [{ token: [] }],
  parameters: [
    ...parameters(operation.params, 'path'),
    ...parameters(operation.query, 'query'),
    ...(operation.idempotent
      ? [header('Idempotency-Key', 'Up to 255 characters; a repeat gets the first answer again.')]
      : []),
    ...(operation.method === 'GET' || operation.roles === 'signed'
      ? []
      : [header('If-Match', 'The ETag of the version you read.')]),
    ...(operation.roles === 'signed'
      ? [header('X-Oms-Signature', 't=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<raw body>">')]
      : []),
  ],
  ...(operation.body
    ? {
        requestBody: {
          required: operation.bodyOptional !== true,
          content: { 'application/json': { schema: schemaOf(operation.body, 'input') } },
        },
      }
    : {}),
  responses: {
    [operation.status]: {
      description:
        operation.status === 201 ? 'Created' : operation.status === 202 ? 'Taken, and done soon' : 'Done',
      content: {
        [operation.mediaType ?? 'application/json']: { schema: schemaOf(operation.answer, 'output') },
      },
    },
    ...Object.fromEntries(
      Object.keys(GENERAL).map((status) => [status, { $ref: `#/components/responses/${status}` }]),
    ),
  },
});

/** The OpenAPI 3.1 document of all operations, made from the very schemas that requests are parsed by. */
export const openApiDocument = (operations: readonly Operation[], version: string): Json => {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method.toLowerCase()]: pathItem(operation),
    };
  }
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Order management',
      version,
      description:
        'Takes every order, from every channel, to its end. Money is an integer of the minor unit; times are RFC 3339 UTC.',
    },
    paths,
    components: {
      schemas: { Problem: schemaOf(problemSchema, 'output') },
      responses: Object.fromEntries(
        Object.entries(GENERAL).map(([status, description]) => [status, { description, content: problem }]),
      ),
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
};
