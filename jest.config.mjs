/** One place for how tests run: ESM, TypeScript through swc, no globals beyond Jest's own. */
const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } },
    ],
  },
  testEnvironment: 'node',
  // One DynamoDB Local for a whole run, started by the first test file that asks.
  globalSetup: '<rootDir>/test/harness/global-setup.ts',
  globalTeardown: '<rootDir>/test/harness/global-teardown.ts',
};

/** These files start clouds and processes of their own. */
const OWN_CLOUD = ['<rootDir>/test/e2e/own-cloud/', '<rootDir>/test/integration/local/'];
/** These share the run's one cloud, and some count what is in its table: `npm test` runs them one at a time. */
const SHARED_CLOUD = '<rootDir>/test/e2e/';

/** `parts` needs no cloud; `shared-cloud` and `own-cloud` do not touch each other. */
export default {
  // A machine may be busy with other things; a test that is slow in itself says so by its own limit.
  testTimeout: 30_000,
  projects: [
    {
      ...shared,
      displayName: 'parts',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [SHARED_CLOUD, ...OWN_CLOUD],
    },
    {
      ...shared,
      displayName: 'shared-cloud',
      testMatch: [`${SHARED_CLOUD}**/*.test.ts`],
      testPathIgnorePatterns: OWN_CLOUD,
    },
    { ...shared, displayName: 'own-cloud', testMatch: OWN_CLOUD.map((folder) => `${folder}**/*.test.ts`) },
  ],
};
