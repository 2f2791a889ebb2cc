import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Access } from '../capabilities/types.ts';
import type { SharedResources } from './shared-resources.ts';

/** The policy that allows what `access` names, the function's own log and its traces, and nothing else. */
export function accessPolicy(
  scope: Construct,
  access: Access,
  logGroup: ILogGroup,
  resources: SharedResources,
): PolicyDocument {
  const statements = [
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]),
    // X-Ray has no resources to name.
    allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['*']),
    ...tableStatements(access, resources),
  ];
  if (access.publishes)
    statements.push(
      allow(['events:PutEvents'], [resources.bus.eventBusArn], { StringEquals: { 'events:source': 'oms' } }),
    );
  if (access.sends?.length)
    statements.push(
      allow(
        ['sqs:SendMessage'],
        access.sends.map((name) => resources.queues[name].queueArn),
      ),
    );
  if (access.secrets?.length)
    statements.push(
      allow(
        ['secretsmanager:GetSecretValue'],
        access.secrets.map((name) => resources.secrets[name].secretArn),
      ),
    );
  if (access.email) statements.push(mailStatement(scope, resources.config.mailFrom));
  return new PolicyDocument({ statements });
}

/** Queries may use the indexes; every other action is on the table itself. */
function tableStatements({ table }: Access, resources: SharedResources): PolicyStatement[] {
  if (!table?.length) return [];
  const { arn, indexArns } = resources.table;
  return [
    allow(
      table.map((action) => `dynamodb:${action}`),
      [arn],
    ),
    ...(table.includes('Query') ? [allow(['dynamodb:Query'], [...indexArns])] : []),
  ];
}

function mailStatement(scope: Construct, mailFrom: string): PolicyStatement {
  const identity = Stack.of(scope).formatArn({
    service: 'ses',
    resource: 'identity',
    resourceName: mailFrom.slice(mailFrom.indexOf('@') + 1),
  });
  return allow(['ses:SendEmail'], [identity], { StringEquals: { 'ses:FromAddress': mailFrom } });
}

function allow(
  actions: string[],
  resources: string[],
  conditions?: Record<string, unknown>,
): PolicyStatement {
  return new PolicyStatement({ actions, resources, conditions });
}
