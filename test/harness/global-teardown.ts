import { closeDoors, type Run } from './global-setup.ts';

/** Ends the run's DynamoDB Local and local cloud, if any test file asked for them. */
export const closeRun = (): Promise<void> => closeDoors(globalThis as Run);

// biome-ignore lint/style/noDefaultExport: Jest calls the default export.
export default closeRun;
