// Which versions of Node.js and of the client this works with.

/** The oldest client whose events and fields are known. */
export const OLDEST_CLIENT = '2.1.197';

/** Node.js 20.19 and newer; of 22 from 22.3 on, and not 21: they lack what is loaded lazily. */
export function isSupportedNode(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major === 20) return minor >= 19;
  return major === 22 ? minor >= 3 : major > 22;
}

/** Whether the client is as new as the oldest that is known; a version that cannot be read may be any. */
export function isSupportedClient(version: string): boolean {
  const [given, oldest] = [version, OLDEST_CLIENT].map((text) => text.split('.').map(Number));
  for (const [index, least] of (oldest ?? []).entries()) {
    const part = given?.[index] ?? 0;
    if (Number.isNaN(part)) return true;
    if (part !== least) return part > least;
  }
  return true;
}

/** The version that a client tells its children of, in the names that it gives itself; null where it does not. */
export function clientVersion(env: Readonly<Record<string, string | undefined>>): string | null {
  const told = /^claude-code[_/](\d+)[-.](\d+)[-.](\d+)(?:[_/]|$)/.exec(env['AI_AGENT'] ?? '');
  if (told !== null) return told.slice(1).join('.');
  return /[\\/]versions[\\/](\d+\.\d+\.\d+)$/.exec(env['CLAUDE_CODE_EXECPATH'] ?? '')?.[1] ?? null;
}
