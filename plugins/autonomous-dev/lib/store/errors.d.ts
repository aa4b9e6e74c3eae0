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
export type StateErrorCode = 'unreadable' | 'newer-version' | 'conflict' | 'disk-full' | 'read-only' | 'unsafe-path' | 'timeout' | 'unknown';
export declare class StateError extends Error {
    readonly code: StateErrorCode;
    constructor(code: StateErrorCode, message: string, options?: {
        cause?: unknown;
    });
}
/** The system's own code of an error (`ENOENT` …), or an empty text. */
export declare function systemCode(error: unknown): string;
/** A failed write as a StateError that says what was being done, where, and what helps. */
export declare function writeError(error: unknown, doing: string, path: string): StateError;
/** A failed read. It is neither absence nor damage, so nothing may be written on the strength of it. */
export declare function readError(error: unknown, path: string): StateError;
