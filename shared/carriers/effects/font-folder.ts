import { join } from 'node:path';
import { environment } from '../../runtime/environment.ts';

/** Where the label's font lies: beside the function's code, as the manifest says. */
export const fontFolder = (): string => join(environment('LAMBDA_TASK_ROOT'), 'label-font');
