import { type Result } from '../result.js';
/** What a file cannot say of itself. */
export type Given = Readonly<{
    /** When the file was last written; stands in for times that are missing or unreadable. */
    fileTime: string;
    /** Milliseconds since 1970 of a time that names no zone, in the zone of the machine that reads it. */
    localMs: (time: string) => number;
    /** The worktree that the file belongs to. */
    worktree: string;
    host: string;
    maxAttempts: number;
}>;
/** Refused `damaged` for what is no JSON object, ends early or is nested without end. */
export declare function readObject(json: string): Result<Readonly<Record<string, unknown>>>;
/** A map with decimal keys, as JSON keeps maps from whole numbers. Refused `damaged`, naming the field. */
export declare function readIndexMap(map: unknown, field: string): Result<ReadonlyMap<number, unknown>>;
/** A message or an error as it may be stored: without credentials of known shapes and control characters, bounded. */
export declare function storedText(given: unknown): string;
/** The text of a work item: one line without control characters. Tabs stay, and nothing is cut. */
export declare function itemText(given: string): string;
/** What has no place of its own, kept beside the state with its texts made safe; undefined when it is too much. */
export declare function keptAside(value: unknown): unknown;
/** The first number of a version such as "2.0"; null for what is none. */
export declare function majorOf(version: unknown): number | null;
/** The entries of an object, without these. */
export declare function others(data: Readonly<Record<string, unknown>>, known: readonly string[]): Record<string, unknown>;
/** The value as text that does not depend on the order of keys, which checking against a schema may change. */
export declare function canonical(value: unknown): string;
export declare function damaged(why: string): Result<never>;
