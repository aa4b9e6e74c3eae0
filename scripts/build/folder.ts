// Folders as values: bytes by path below the folder, with forward slashes.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

export type Folder = ReadonlyMap<string, Buffer>;

/** Every file below `folder`, sorted; none when there is no such folder. */
export function readFolder(folder: string): Folder {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .map((name) => name.replaceAll(path.sep, '/'));
  return new Map(names.toSorted().map((name) => [name, readFileSync(path.join(folder, name))]));
}

/** Writes a new folder; the files named in `executables` may be started. */
export function writeFolder(folder: string, files: Folder, executables: readonly string[]): void {
  for (const [name, bytes] of files) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes, { flag: 'wx' });
    chmodSync(file, executables.includes(name) ? 0o755 : 0o644);
  }
}

/** Exchanges a folder for a new one, which is complete before the old one goes. */
export function replaceFolder(folder: string, files: Folder, executables: readonly string[]): void {
  const [fresh, old] = [`${folder}.new-${process.pid}`, `${folder}.old-${process.pid}`];
  try {
    writeFolder(fresh, files, executables);
    if (existsSync(folder)) renameSync(folder, old);
    renameSync(fresh, folder);
    rmSync(old, { recursive: true, force: true });
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** One line for each file in which the found folder is not the expected one. */
export function differences(expected: Folder, found: Folder): string[] {
  const names = [...new Set([...expected.keys(), ...found.keys()])].toSorted();
  return names.flatMap((name) => {
    const [want, have] = [expected.get(name), found.get(name)];
    if (want === undefined) return [`${name}: the build does not make it`];
    if (have === undefined) return [`${name}: missing`];
    return want.equals(have) ? [] : [`${name}: differs`];
  });
}
