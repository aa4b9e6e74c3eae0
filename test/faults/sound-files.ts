// Reads state files without the plugin: the format is public, so a judge of its own can tell a sound file from a torn one.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';

/** Why this is no whole state file; null when it is one. */
export function unsoundness(bytes: Buffer): string | null {
  const text = bytes.toString('utf8');
  const [head = '', rest = ''] = text.split(',\n"data":', 2);
  try {
    JSON.parse(text);
    const { checksum } = JSON.parse(`${head}}`) as { checksum: string };
    const data = Buffer.from(rest.slice(0, rest.lastIndexOf('}')));
    const sum = `crc32:${crc32(data).toString(16).padStart(8, '0')}`;
    return sum === checksum ? null : `its checksum is ${sum}, not ${checksum}`;
  } catch (error) {
    return String(error);
  }
}

/** Watches a folder of numbered files, which have to be whole from the first moment on and never to change. */
export function watchFiles(folder: string): Readonly<{ look: () => string[] }> {
  const seen = new Map<string, string>();
  return {
    look() {
      const names = existsSync(folder) ? readdirSync(folder) : [];
      return names
        .filter((name) => /^[er]\d+\.json$/.test(name))
        .flatMap((name) => {
          const bytes = readIfThere(path.join(folder, name));
          if (bytes === null) return [];
          const before = seen.get(name);
          seen.set(name, bytes.toString('latin1'));
          if (before === undefined) {
            const why = unsoundness(bytes);
            return why === null ? [] : [`${name} is torn: ${why}`];
          }
          return before === bytes.toString('latin1') ? [] : [`${name} has changed`];
        });
    },
  };
}

function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error) {
    // Pruned since it was listed.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
