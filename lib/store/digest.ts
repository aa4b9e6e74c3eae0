/** The SHA-256 in hexadecimal. node:crypto takes 6 ms to load: not for the fast path. */
export function sha256Of(content: string | Uint8Array): string {
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256').update(content).digest('hex');
}
