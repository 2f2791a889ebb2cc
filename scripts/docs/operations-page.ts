import { allOperations } from '../../shared/api/all-operations.ts';
import type { Operation } from '../../shared/kernel/operation.ts';
import { codes, type Page, page, table } from './page.ts';

const who = ({ roles }: Operation): string => {
  if (roles === 'public') return 'anyone';
  if (roles === 'signed') return 'its sender, by signature';
  return codes(roles);
};

const row = (operation: Operation): string[] => [
  `\`${operation.method} ${operation.path}\``,
  operation.summary,
  who(operation),
  `${operation.status}${operation.idempotent ? ' ↻' : ''}`,
  codes(operation.problems ?? []),
];

const byPath = (a: Operation, b: Operation): number =>
  a.path === b.path ? a.method.localeCompare(b.method) : a.path < b.path ? -1 : 1;

/** Every HTTP operation, from its contract. */
export const operationsPage = (): Page => {
  const tags = [...new Set(allOperations.map(({ tag }) => tag))];
  return page('docs/operations.md', 'HTTP operations', 'the contracts in `shared/*/*-operations.ts`', [
    `${allOperations.length} operations. The schemas of requests and answers are in the OpenAPI document, \`GET /openapi.json\`, and to ` +
      'be read at `GET /docs`, both made from the same contracts.',
    'An `admin` may call whatever takes a role. ↻ honours `Idempotency-Key`: a repeat gets the first answer again, with `Idempotent-Replayed: true`. ' +
      'Beside its own problems an operation may answer `malformed_json` 400, 401, `forbidden` 403, 413, 415, `validation_failed` 422, 429 and ' +
      '`busy` 503; all are `application/problem+json`.',
    ...tags.flatMap((tag) => [
      `## ${tag}`,
      table(
        ['operation', 'what', 'roles', 'success', 'problems'],
        allOperations
          .filter((operation) => operation.tag === tag)
          .sort(byPath)
          .map(row),
      ),
    ]),
  ]);
};
