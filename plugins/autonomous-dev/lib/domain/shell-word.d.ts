/** Any text as one word of a POSIX shell, in which nothing is expanded. */
export declare function shellWord(text: string): string;
