/** JSON.parse without `__proto__` keys, which would become a prototype as soon as a value is copied. */
export function parseJson(text: string): unknown {
  if (!/__proto__|\\u00[5-7]/i.test(text)) return JSON.parse(text) as unknown;
  return JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value)) as unknown;
}

/** The JSON object that the text holds; null when it holds anything else. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value = parseJson(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
