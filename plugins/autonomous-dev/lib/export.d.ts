import { type Bundle } from './domain/legacy/bundle.js';
import { type Workspace } from './workspace.js';
/** `notes` name what could not be read, a sentence each. */
export type Exported<T> = Readonly<{
    value: T;
    notes: readonly string[];
}>;
/** A file of the original by its path below the folder to write to. */
export type OriginalFile = Readonly<{
    path: string;
    content: Readonly<Record<string, unknown>>;
}>;
/** Everything in one document, in an order of its own: the same state gives the same bundle but for its time. */
export declare function exportBundle(workspace: Workspace): Promise<Exported<Bundle>>;
/**
 * The files from which the original goes on. It knows one batch for each checkout: the session's active one, or else
 * the newest with work left, lies in the main one, and every other where the original looks for the worktree of a
 * batch.
 */
export declare function exportForOriginal(workspace: Workspace): Promise<Exported<readonly OriginalFile[]>>;
