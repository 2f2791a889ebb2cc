import {
  AccountRecovery,
  CfnUserPoolGroup,
  ClientAttributes,
  FeaturePlan,
  LambdaVersion,
  Mfa,
  StringAttribute,
  UserPool,
  type UserPoolClient,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Capability } from '../capabilities/types.ts';
import { acknowledge } from './acknowledge.ts';
import { pascalCase } from './add-function.ts';
import { FunctionWithRole } from './function-with-role.ts';
import type { SharedResources } from './shared-resources.ts';

/** The roles of the API, each a group of the user pool; tokens carry them as `cognito:groups`. */
export const roles = {
  storefront: 'Customers, and the shop that acts for them: their own orders only.',
  service_agent: 'Answers customers, reviews orders, places and releases holds.',
  sales_manager: 'Decides on large orders.',
  finance: 'Records payments, opens refunds.',
  finance_director: 'Decides on the largest orders and on doubtful credit.',
  warehouse: 'Picks, packs and ships.',
  admin: 'May do everything, settings included.',
  dealer: 'Buys on account.',
} as const;

export type UserDirectoryProps = { resources: SharedResources; capabilities: readonly Capability[] };

/** The user pool with its clients, its groups and the functions it calls. */
export class UserDirectory extends Construct {
  readonly issuer: string;
  readonly clientIds: string[];

  constructor(scope: Construct, id: string, props: UserDirectoryProps) {
    super(scope, id);
    const { config } = props.resources;
    const pool = new UserPool(this, 'Pool', {
      userPoolName: `oms-${config.stage}`,
      // The first plan whose triggers may change access tokens.
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      customAttributes: { customerId: new StringAttribute({ mutable: true, maxLen: 64 }) },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { sms: false, otp: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: config.keepData,
      removalPolicy: config.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    acknowledge(
      pool,
      'AwsSolutions-COG2',
      'Customers of the storefront share the pool and need no second factor.',
    );
    acknowledge(pool, 'AwsSolutions-COG8', 'The plus plan costs per user; essentials has what is used here.');
    this.#triggers(pool, props);
    for (const [groupName, description] of Object.entries(roles))
      new CfnUserPoolGroup(this, pascalCase(groupName.replace('_', '-')), {
        userPoolId: pool.userPoolId,
        groupName,
        description,
      });
    const clients = [addClient(pool, 'console', 1), addClient(pool, 'storefront', 30)];
    this.issuer = `https://cognito-idp.${Stack.of(this).region}.${Stack.of(this).urlSuffix}/${pool.userPoolId}`;
    this.clientIds = clients.map((client) => client.userPoolClientId);
  }

  /** They live here and not in their capability's stack: the pool needs them, and their routes need the API. */
  #triggers(pool: UserPool, { resources, capabilities }: UserDirectoryProps): void {
    for (const { name: capability, functions } of capabilities)
      for (const definition of functions.filter(({ trigger }) => 'userPool' in trigger)) {
        const { fn } = new FunctionWithRole(this, pascalCase(definition.name), {
          capability,
          definition,
          resources,
        });
        pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, fn, LambdaVersion.V2_0);
      }
  }
}

/** A client for browsers: no secret, short tokens, and no writing of attributes that decide what one may see. */
function addClient(pool: UserPool, name: string, signedInDays: number): UserPoolClient {
  const own = { email: true, fullname: true, phoneNumber: true, locale: true };
  return pool.addClient(pascalCase(name), {
    userPoolClientName: name,
    generateSecret: false,
    disableOAuth: true,
    authFlows: { userSrp: true },
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    accessTokenValidity: Duration.hours(1),
    idTokenValidity: Duration.hours(1),
    refreshTokenValidity: Duration.days(signedInDays),
    readAttributes: new ClientAttributes().withStandardAttributes(own).withCustomAttributes('customerId'),
    writeAttributes: new ClientAttributes().withStandardAttributes(own),
  });
}
