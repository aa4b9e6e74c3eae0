/** An expected "no": a stable kebab-case code to switch on, and a sentence for people. */
export type Refusal = Readonly<{
    code: string;
    message: string;
}>;
/** What an operation that may be refused returns. Broken disks are not refusals: they throw a StateError. */
export type Result<T> = Readonly<{
    ok: true;
    value: T;
}> | Readonly<{
    ok: false;
    refusal: Refusal;
}>;
/** Checks data from outside. */
export type Parser<T> = (data: unknown) => Result<T>;
export declare function ok<T>(value: T): Result<T>;
export declare function refuse(code: string, message: string): Result<never>;
export declare function assertNever(value: never): never;
