/** The SHA-256 in hexadecimal. node:crypto takes 6 ms to load: not for the fast path. */
export declare function sha256Of(content: string | Uint8Array): string;
