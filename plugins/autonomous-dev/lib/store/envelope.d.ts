export type Header = Readonly<{
    kind: string;
    version: string;
    number: number;
    written_at: string;
    nonce: string;
    /** Documents: nonces of the last commits, newest first. */
    recent?: readonly string[];
    /** Documents: numbers of older revisions worth keeping, newest first. */
    kept?: readonly number[];
    /** Documents: this is the last revision of a removed document. */
    tombstone?: boolean;
}>;
export type Decoded = Readonly<{
    ok: true;
    header: Header;
    data: unknown;
    bytes: number;
}> | Readonly<{
    ok: false;
    why: string;
}>;
/** No state file is larger: 32 MB. */
export declare const MAX_FILE_BYTES: number;
/** The bytes of a state file. Throws `unknown` when there would be too many, and what JSON.stringify throws. */
export declare function encodeEnvelope(header: Header, data: unknown): Buffer;
/** Reads a state file back, and says why when its bytes are not what a writer wrote for this kind and number. */
export declare function decodeEnvelope(bytes: Buffer, kind: string, number: number): Decoded;
