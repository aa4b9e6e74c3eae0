/** JSON.parse without `__proto__` keys, which would become a prototype as soon as a value is copied. */
export declare function parseJson(text: string): unknown;
/** The JSON object that the text holds; null when it holds anything else. */
export declare function parseObject(text: string): Readonly<Record<string, unknown>> | null;
export declare function isObject(value: unknown): value is Readonly<Record<string, unknown>>;
