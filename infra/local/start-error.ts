/** Something a person can mend before the next start: the message says what happened and how. */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
  }
}

/** Words for what went wrong, for a terminal; the system's own errors are explained where they are understood. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, path } = error as NodeJS.ErrnoException;
  const where = path === undefined ? '' : ` at ${path}`;
  switch (code) {
    case 'EADDRINUSE':
      return `The port is taken: another program, or another local cloud, listens there. End it, or choose another: PORT=3001 npm start`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `Nothing can be written${where} (${code}). Give yourself the right to, or choose another folder: OMS_DATA_DIR=~/oms-data npm start`;
    case 'ENOSPC':
      return `The disk is full${where}. Make room, or choose a folder on another disk: OMS_DATA_DIR=… npm start`;
    case 'ENOTDIR':
    case 'EEXIST':
    case 'ENOENT':
      return `A folder cannot be made${where} (${code}). Choose another: OMS_DATA_DIR=~/oms-data npm start`;
    default:
      return error.message;
  }
}
