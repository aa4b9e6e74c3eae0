/** All bytes of an ordinary file; null for what is absent, larger, a link, no file, or cannot be read. */
export declare function readForeignFile(path: string, limitBytes: number): Buffer | null;
/** Whether an ordinary file is there. False where that cannot be told. */
export declare function isForeignFile(path: string): boolean;
