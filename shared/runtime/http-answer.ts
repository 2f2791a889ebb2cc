import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { isProblem, type Problem } from '../kernel/problem.ts';

/** What an operation answers: a status, a body for JSON (or bytes, with their `content-type`), and headers if any. */
export type Answer = {
  status: number;
  body: unknown;
  headers?: Readonly<Record<string, string>>;
};

/** 200 with a body; `version` becomes the ETag. */
export const ok = (body: unknown, version?: number): Answer => ({
  status: 200,
  body,
  ...(version === undefined ? {} : { headers: { etag: `"${version}"` } }),
});

/** 201 for something that was created; `version` becomes the ETag. */
export const created = (body: unknown, version?: number): Answer => ({ ...ok(body, version), status: 201 });

/** 202: taken, and done soon. */
export const accepted = (body: unknown): Answer => ({ status: 202, body });

const problemBody = ({ status, code, title, detail, errors, extra }: Problem) => ({
  type: `https://oms.example/problems/${code}`,
  title,
  status,
  ...(detail === undefined ? {} : { detail }),
  code,
  ...(errors === undefined ? {} : { errors }),
  ...extra,
});

/** Writes an answer or a problem as API Gateway wants it. */
export const toResult = (
  answer: Answer | Problem,
  correlationId: string,
): APIGatewayProxyStructuredResultV2 => ({
  statusCode: answer.status,
  headers: {
    'content-type': isProblem(answer) ? 'application/problem+json' : 'application/json',
    'cache-control': 'no-store',
    'x-correlation-id': correlationId,
    ...answer.headers,
  },
  ...bodyOf(isProblem(answer) ? problemBody(answer) : answer.body),
});

/** API Gateway takes bytes in base64 and sends them as they were. */
const bodyOf = (body: unknown): { body: string; isBase64Encoded?: true } =>
  body instanceof Uint8Array
    ? { body: Buffer.from(body).toString('base64'), isBase64Encoded: true }
    : { body: JSON.stringify(body) };
