import type { Run } from './global-setup.ts';

/** Ends the run's DynamoDB Local, if any test file asked for it. */
export const closeRun = async (): Promise<void> => (globalThis as Run).dynamodbDoor?.close();

// biome-ignore lint/style/noDefaultExport: Jest calls the default export.
export default closeRun;
