/**
 * A state directory and how far up its own creation reaches: `base` is the nearest folder that is known to be
 * there for good (a repository's git directory, the home folder), or the root of the file system. Everything below
 * such a folder is ours; below the root only the state directory itself is.
 */
export type StateDir = Readonly<{
    path: string;
    base: string;
}>;
/** Whether the state directory is there, with these folders below it; refuses unsafe ones on the way. */
export declare function foldersExist(stateDir: StateDir, below?: readonly string[]): boolean;
/** Makes the state directory and the folders below it, as far as they are missing, and refuses unsafe ones. */
export declare function ensureFolders(stateDir: StateDir, below: readonly string[]): string;
/**
 * Makes the entries of all folders from `folder` up to the base durable. A first save runs this before its
 * first numbered file exists, whoever made the folders: so a folder that holds a numbered file is durable.
 */
export declare function syncFoldersUpFrom(folder: string, stateDir: StateDir): void;
/** Makes the entries of one folder durable. Windows and some file systems have no such call; there it does nothing. */
export declare function syncFolder(path: string): void;
