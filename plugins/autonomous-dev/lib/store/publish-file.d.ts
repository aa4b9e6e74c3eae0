/**
 * Writes the file whole or not at all, 0600, in the place of one whose text `mayGo`. `taken`: something else is there, a
 * link included; `no-folder`: its folder is not there. Throws a StateError when the disk fails.
 */
export declare function publishFile(path: string, text: string, mayGo: (text: string) => boolean): 'published' | 'taken' | 'no-folder';
