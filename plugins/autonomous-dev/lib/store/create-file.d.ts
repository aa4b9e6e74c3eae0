/**
 * Writes a new file, 0600, whole or not at all. `taken`: something is there already, a link included; `no-folder`:
 * its folder is not there. Throws a StateError when the disk fails.
 */
export declare function createFile(path: string, bytes: Uint8Array): 'created' | 'taken' | 'no-folder';
/** Whether anything is at this path, a link that leads nowhere included. */
export declare function isOccupied(path: string): boolean;
/** Makes the folder, 0700, unless it is there. Throws `unsafe-path` when a link or a file is. */
export declare function createFolder(path: string): void;
