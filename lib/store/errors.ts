/**
 * What can go wrong with the disk or with what is on it. `code` is stable; `message` is for people.
 *
 * - `unreadable`: bytes could not be read, or sound bytes hold data this program cannot use
 * - `newer-version`: written by a newer major version, never touched
 * - `conflict`: others kept committing first until the time was up
 * - `disk-full`, `read-only`: no room, no permission
 * - `unsafe-path`: a link, a foreign owner or a wrong type of file where a folder or file of ours belongs
 * - `timeout`: the time was up before anything was committed
 * - `unknown`: anything else, or a commit that could not be confirmed
 */
export type StateErrorCode =
  | 'unreadable'
  | 'newer-version'
  | 'conflict'
  | 'disk-full'
  | 'read-only'
  | 'unsafe-path'
  | 'timeout'
  | 'unknown';

export class StateError extends Error {
  readonly code: StateErrorCode;

  constructor(code: StateErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'StateError';
    this.code = code;
  }
}

/** The system's own code of an error (`ENOENT` …), or an empty text. */
export function systemCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { code, errno } = error as { code?: unknown; errno?: unknown };
  // libuv has no name for EDQUOT: Linux reports -122, the BSDs and macOS -69.
  if (typeof code === 'string' && code.startsWith('Unknown system error')) {
    return errno === -122 || errno === -69 ? 'EDQUOT' : code;
  }
  return typeof code === 'string' ? code : '';
}

const WRITE_CODES: Readonly<Record<string, StateErrorCode>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EFBIG: 'disk-full',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  ELOOP: 'unsafe-path',
  ENOTDIR: 'unsafe-path',
  ENOTEMPTY: 'unsafe-path',
};

const REMEDIES: Readonly<Partial<Record<StateErrorCode, string>>> = {
  'disk-full': 'free some space, then save again',
  'read-only': 'make the folder writable for this user',
  'unsafe-path': 'move away what stands there',
};

/** A failed write as a StateError that says what was being done, where, and what helps. */
export function writeError(error: unknown, doing: string, path: string): StateError {
  if (error instanceof StateError) return error;
  const system = systemCode(error);
  const code = WRITE_CODES[system] ?? 'unknown';
  const remedy = REMEDIES[code];
  return new StateError(code, `${doing} ${path}: ${describe(error, system)}${remedy ? `; ${remedy}` : ''}`, {
    cause: error,
  });
}

/** A failed read. It is neither absence nor damage, so nothing may be written on the strength of it. */
export function readError(error: unknown, path: string): StateError {
  if (error instanceof StateError) return error;
  const system = systemCode(error);
  const code = system === 'ELOOP' || system === 'ENOTDIR' ? 'unsafe-path' : 'unreadable';
  return new StateError(code, `reading ${path}: ${describe(error, system)}; nothing was written`, {
    cause: error,
  });
}

function describe(error: unknown, system: string): string {
  if (system !== '') return system;
  return error instanceof Error ? error.message : String(error);
}
