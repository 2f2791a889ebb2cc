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

/** Each of these files starts clouds and processes of its own, so `npm test` runs them one at a time. */
const SYSTEM = ['<rootDir>/test/e2e/', '<rootDir>/test/integration/local/'];

/** `parts`: whatever runs side by side; `system`: whatever wants the machine for itself. */
export default {
  // A machine may be busy with other things; a test that is slow in itself says so by its own limit.
  testTimeout: 30_000,
  projects: [
    {
      ...shared,
      displayName: 'parts',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: SYSTEM,
    },
    { ...shared, displayName: 'system', testMatch: SYSTEM.map((folder) => `${folder}**/*.test.ts`) },
  ],
};
