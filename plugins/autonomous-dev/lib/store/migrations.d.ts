/** One pure step from a version of a kind's data to the next. */
export type Migration = Readonly<{
    from: string;
    to: string;
    migrate: (data: unknown) => unknown;
}>;
/**
 * Data of any older version as the newest one, and unchanged when it is of this major version already.
 * Throws `newer-version` for a newer major, and `unreadable` when no step leads from the version it has, or one fails.
 */
export declare function migrate(data: unknown, version: string, newest: string, steps: readonly Migration[]): unknown;
/** The higher of two versions: a file is never marked with a lower version than it had. */
export declare function higherVersion(one: string, other: string): string;
