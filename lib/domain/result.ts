/** An expected "no": a stable kebab-case code to switch on, and a sentence for people. */
export type Refusal = Readonly<{ code: string; message: string }>;

/** What an operation that may be refused returns. Broken disks are not refusals: they throw a StateError. */
export type Result<T> = Readonly<{ ok: true; value: T }> | Readonly<{ ok: false; refusal: Refusal }>;

/** Checks data from outside. */
export type Parser<T> = (data: unknown) => Result<T>;

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function refuse(code: string, message: string): Result<never> {
  return { ok: false, refusal: { code, message } };
}

export function assertNever(value: never): never {
  throw new TypeError(`unexpected value: ${String(value)}`);
}
