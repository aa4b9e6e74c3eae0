// Which revisions of a document are what was written, and copying aside those that are not.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { deadlineIn } from './deadline.ts';
import { decodeEnvelope, MAX_FILE_BYTES } from './envelope.ts';
import { foldersExist, type StateDir } from './folders.ts';
import { listFolder, numberedName } from './numbered-folder.ts';
import { KEEP_COPIES, setAside } from './quarantine.ts';
import { NotAFile, readWhole } from './read-file.ts';

export type Revisions = Readonly<{
  /** Numbers, highest first. */
  sound: readonly number[];
  damaged: readonly Readonly<{ number: number; why: string; isCopied: boolean }>[];
}>;

/** Reads every revision of the document in this folder below the state directory. Throws where one cannot be read. */
export function checkRevisions(stateDir: StateDir, kind: string, below: readonly string[]): Revisions {
  const sound: number[] = [];
  const damaged: Revisions['damaged'][number][] = [];
  if (!foldersExist(stateDir, below)) return { sound, damaged };
  const folder = join(stateDir.path, ...below);
  const names = readdirSync(folder);
  for (const number of listFolder(folder, 'r')?.numbers ?? []) {
    const why = damageOf(join(folder, numberedName('r', number)), kind, number);
    if (why === null) sound.push(number);
    else damaged.push({ number, why, isCopied: names.some((name) => name.startsWith(`corrupt-${number}-`)) });
  }
  return { sound, damaged };
}

/** Copies damaged revisions to names that are never reused; only of the newest few are copies kept. */
export function copyDamaged(stateDir: StateDir, below: readonly string[], numbers: readonly number[]): void {
  for (const number of numbers.toSorted((a, b) => b - a).slice(0, KEEP_COPIES))
    setAside(join(stateDir.path, ...below), 'r', number, deadlineIn(1000));
}

function damageOf(path: string, kind: string, number: number): string | null {
  try {
    const bytes = readWhole(path, MAX_FILE_BYTES);
    const decoded = bytes && decodeEnvelope(bytes, kind, number);
    return decoded?.ok === false ? decoded.why : null;
  } catch (error) {
    if (error instanceof NotAFile) return 'no ordinary file';
    throw error;
  }
}
