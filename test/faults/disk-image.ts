// A folder that can be put back to what it was, as often as there are faults: only what has changed is written again.
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

type Kept = { bytes: Buffer; mark: string };

/** Remembers the folder as it is now; what is returned makes it so again. Regular files and folders only. */
export function imageOf(folder: string): () => void {
  const files = new Map<string, Kept>();
  const folders = new Set<string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isDirectory()) folders.add(file);
    else files.set(file, { bytes: readFileSync(file), mark: markOf(file) });
  }

  return () => {
    const missing = new Set([...folders, ...files.keys()]);
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name);
      const isKept = entry.isDirectory() ? folders.has(file) : files.get(file)?.mark === markOf(file);
      if (isKept) missing.delete(file);
      else if (entry.isDirectory()) rmSync(file, { recursive: true, force: true });
      else removeFile(file);
    }
    for (const file of folders) if (missing.has(file)) mkdirSync(file, { mode: 0o700 });
    for (const [file, kept] of files) {
      if (!missing.has(file)) continue;
      writeFileSync(file, kept.bytes, { mode: 0o600 });
      kept.mark = markOf(file);
    }
  };
}

/** Changes with every write, and with every file that takes the place. */
function markOf(file: string): string {
  const found = lstatSync(file, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? '' : `${found.ino} ${found.size} ${found.mtimeNs} ${found.mode}`;
}

function removeFile(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    // It went with its folder.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
