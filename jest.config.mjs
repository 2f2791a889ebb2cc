/** One place for how tests run: in workers that keep what they have imported, TypeScript by Node itself. */
const shared = {
  runner: 'jest-light-runner',
  // Node strips the types itself.
  transform: {},
  extensionsToTreatAsEsm: ['.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/harness/each-file.ts'],
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
