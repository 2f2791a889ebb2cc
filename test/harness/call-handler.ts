import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Role } from '../../shared/kernel/actor.ts';

type Handler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2> | unknown;

/** A request as a test says it; a token of an admin where nothing else is said. */
export type Call = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
  roles?: readonly Role[];
  customerId?: string;
  /** Who asks, as their token names them. */
  user?: string;
};

export type Called = {
  status: number;
  body: Record<string, unknown>;
  headers: Record<string, string>;
};

/** Calls an HTTP handler with an event as API Gateway's payload 2.0 has it, and reads its answer. */
export const callHandler = async (handler: Handler, call: Call = {}): Promise<Called> => {
  const result = (await handler(eventOf(call), CONTEXT)) as APIGatewayProxyStructuredResultV2;
  return {
    status: result.statusCode ?? 0,
    body: JSON.parse(result.body ?? '{}'),
    headers: (result.headers ?? {}) as Record<string, string>,
  };
};

const CONTEXT = {
  awsRequestId: 'request-1',
  functionName: 'test',
  getRemainingTimeInMillis: () => 29_000,
} as unknown as Context;

const eventOf = ({ params, query, body, headers, roles = ['admin'], customerId, user = 'tester' }: Call) =>
  ({
    version: '2.0',
    routeKey: '$default',
    rawPath: `/${Object.values(params ?? {}).join('/')}`,
    rawQueryString: '',
    headers: { 'content-type': 'application/json', ...headers },
    ...(params ? { pathParameters: params } : {}),
    ...(query ? { queryStringParameters: query } : {}),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    isBase64Encoded: false,
    requestContext: {
      authorizer: {
        jwt: {
          claims: {
            sub: user,
            'cognito:groups': `[${roles.join(' ')}]`,
            ...(customerId ? { customerId } : {}),
          },
          scopes: null,
        },
      },
    },
  }) as unknown as APIGatewayProxyEventV2;
