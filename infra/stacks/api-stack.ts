import { CfnApi, CfnAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnOutput, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Capability } from '../capabilities/types.ts';
import type { ApiResources, SharedResources } from '../constructs/shared-resources.ts';
import { UserDirectory } from '../constructs/user-directory.ts';

export type ApiStackProps = { resources: SharedResources; capabilities: readonly Capability[] };

/** The HTTP API, still without routes, and the users who may call it. */
export class ApiStack extends Stack {
  readonly api: ApiResources;

  constructor(scope: Construct, id: string, { resources, capabilities }: ApiStackProps) {
    super(scope, id, { description: 'HTTP API, user pool, authorizer.' });
    const { config } = resources;
    const users = new UserDirectory(this, 'Users', { resources, capabilities });
    const api = new CfnApi(this, 'Api', {
      name: `oms-${config.stage}`,
      description: 'Order management',
      protocolType: 'HTTP',
      corsConfiguration: {
        allowOrigins: [...config.api.corsOrigins],
        allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
        allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match', 'x-correlation-id'],
        exposeHeaders: ['etag', 'idempotent-replayed', 'location', 'retry-after', 'x-correlation-id'],
        maxAge: 3600,
      },
    });
    const authorizer = new CfnAuthorizer(this, 'Authorizer', {
      apiId: api.ref,
      name: 'users',
      authorizerType: 'JWT',
      identitySource: ['$request.header.Authorization'],
      jwtConfiguration: { issuer: users.issuer, audience: users.clientIds },
    });
    new CfnOutput(this, 'UserPoolIssuer', { description: 'Who issues the tokens.', value: users.issuer });
    new CfnOutput(this, 'UserPoolClients', {
      description: 'The clients of the console and the storefront.',
      value: users.clientIds.join(','),
    });
    this.api = { apiId: api.ref, authorizerId: authorizer.ref };
  }
}
