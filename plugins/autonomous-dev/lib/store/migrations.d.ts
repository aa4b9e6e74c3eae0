import type { Migration } from '../domain/migrations/migration.js';
/** Data as they were read, with the schema version that they were written in. */
export type Versioned = Readonly<{
    data: unknown;
    version: string;
    writtenAt: string;
}>;
/** The version that a program writes, and the steps that lead there from older ones. */
export type Newest = Readonly<{
    version: string;
    migrations: readonly Migration[];
}>;
/**
 * Data of any older version as the newest one, and unchanged when it is of this major version already.
 * Throws `newer-version` for a newer major, and `unreadable` when no step leads from the version it has, or one fails.
 */
export declare function migrate({ data, version, writtenAt }: Versioned, newest: Newest): unknown;
/** Whether data of this version are not ours to read, let alone to write. */
export declare function isNewerMajor(version: string, newest: Pick<Newest, 'version'>): boolean;
/** The higher of two versions: a file is never marked with a lower version than it had. */
export declare function higherVersion(one: string, other: string): string;
