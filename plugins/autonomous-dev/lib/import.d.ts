import type { Workspace } from './workspace.js';
export type LegacyFile = Readonly<{
    path: string;
    bytes: Uint8Array;
    /** When it was last written. */
    fileTime: string;
    /** The worktree that it belongs to. */
    worktree: string;
    /** It was found in the person's home folder, where files of all projects lie. */
    isInHome: boolean;
}>;
export type ImportedFile = Readonly<{
    path: string;
    kind: string;
    /** The batch or session that it is, or goes to; null where it is neither. */
    id: string | null;
    status: 'imported' | 'would-import' | 'already' | 'skipped' | 'damaged';
    /** Why it was not imported, or what was repaired; may be empty. */
    detail: string;
    /** The state could not be read or saved; `status` is `skipped` then. */
    isUnsaved?: true;
}>;
export type ImportOptions = Readonly<{
    /** Says what would be done, and does nothing. */
    dryRun: boolean;
    /** Whether settings of this plugin may be taken from a file that is not in the home folder. */
    isPerson: boolean;
}>;
/** Whatever the file holds and whatever the disk does is in the answer. Costs 1 ms and more for each event of a session. */
export declare function importFile(workspace: Workspace, file: LegacyFile, options: ImportOptions): Promise<ImportedFile>;
