// Documents as folders of numbered files. Every method is synchronous.
import { lstatSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commitFile } from './commit-file.ts';
import type { Deadline } from './deadline.ts';
import { judgeCommit, KEEP_REVISIONS, KEPT_BYTES } from './engine.ts';
import type { Address, AppendResult, Latest, Revision } from './engine.ts';
import { decodeEnvelope, MAX_FILE_BYTES, type Decoded, type Header } from './envelope.ts';
import { readError, StateError, systemCode } from './errors.ts';
import { ensureFolders, folderExists, syncFoldersUpFrom, type StateDir } from './folders.ts';
import { listFolder, numberedName } from './numbered-folder.ts';
import { setAside } from './quarantine.ts';
import { NotAFile, readWhole } from './read-file.ts';
import { sweepTemps } from './sweep.ts';
import { removeQuietly } from './temp-file.ts';
import { uniqueName } from './unique.ts';

export type FilesEngine = ReturnType<typeof filesEngine>;

/** Where the documents of a kind live below the state directory. */
export type KindFolder = Readonly<{ folder: string; manyIds: boolean }>;

export function filesEngine(
  stateDir: StateDir,
  folders: Readonly<Record<string, KindFolder>>,
  now: () => number,
) {
  const below = ({ kind, id }: Address): string[] => {
    const known = folders[kind];
    if (known === undefined) throw new StateError('unknown', `documents of kind ${kind} have no folder here`);
    return known.manyIds ? [known.folder, id] : [known.folder];
  };
  const folderOf = (address: Address) => join(stateDir.path, ...below(address));

  function read(address: Address, number: number): Decoded | null {
    try {
      const bytes = readWhole(join(folderOf(address), numberedName('r', number)), MAX_FILE_BYTES);
      return bytes && decodeEnvelope(bytes, address.kind, number);
    } catch (error) {
      if (error instanceof NotAFile) return { ok: false, why: error.message };
      throw error;
    }
  }

  function latest(address: Address): Latest {
    if (!isThere(below(address))) return { next: 1, revision: null, damaged: [] };
    // A file that goes away between listing and reading was pruned by a commit that came after: list again.
    for (;;) {
      const found = newestSound(address, listFolder(folderOf(address), 'r')?.numbers ?? []);
      if (found !== 'changed') return found;
    }
  }

  function newestSound(address: Address, numbers: readonly number[]): Latest | 'changed' {
    const next = (numbers[0] ?? 0) + 1;
    const damaged: number[] = [];
    for (const number of numbers) {
      const decoded = read(address, number);
      if (decoded === null) return 'changed';
      if (decoded.ok) return { next, revision: decoded, damaged };
      damaged.push(number);
    }
    return { next, revision: null, damaged };
  }

  /** Whether all folders down to there exist; refuses unsafe ones on the way. */
  function isThere(names: readonly string[]): boolean {
    let path = stateDir.path;
    if (!folderExists(path)) return false;
    return names.every((name) => folderExists((path = join(path, name))));
  }

  return {
    latest,

    at(address: Address, number: number): Revision | null {
      const decoded = isThere(below(address)) ? read(address, number) : null;
      return decoded?.ok ? decoded : null;
    },

    append(address: Address, header: Header, bytes: Buffer, deadline: Deadline): AppendResult {
      const folder = ensureFolders(stateDir, below(address));
      if (header.number === 1) syncFoldersUpFrom(folder, stateDir);
      const name = numberedName('r', header.number);
      if (commitFile(folder, name, bytes, deadline) !== 'created') return 'conflict';

      let judged: AppendResult;
      try {
        const numbers = listFolder(folder, 'r')?.numbers ?? [];
        judged = judgeCommit(header, numbers, () => latest(address).revision?.header.recent ?? []);
      } catch {
        // Durable, and first when it was made; a disk that fails only now does not take that back.
        return 'committed';
      }
      if (judged === 'conflict') removeQuietly(join(folder, name));
      return judged;
    },

    quarantine(address: Address, numbers: readonly number[], deadline: Deadline): void {
      for (const number of numbers) setAside(folderOf(address), 'r', number, deadline);
    },

    numbers(address: Address): readonly number[] {
      return (isThere(below(address)) ? listFolder(folderOf(address), 'r')?.numbers : null) ?? [];
    },

    list(kind: string): readonly string[] {
      const known = folders[kind];
      if (known === undefined || !isThere([known.folder])) return [];
      if (!known.manyIds) return [''];
      return folderNames(join(stateDir.path, known.folder));
    },

    prune(address: Address, kept: readonly number[]): void {
      const folder = folderOf(address);
      const listing = listFolder(folder, 'r');
      if (listing === null) return;
      let room = KEPT_BYTES;
      for (const number of listing.numbers.slice(KEEP_REVISIONS)) {
        const path = join(folder, numberedName('r', number));
        if (kept.includes(number)) room -= lstatSync(path).size;
        if (!kept.includes(number) || room < 0) removeQuietly(path);
      }
      sweepTemps(folder, listing.temps, now());
    },

    remove(address: Address): void {
      const folder = folderOf(address);
      if (!isThere(below(address))) return;
      const trash = join(folder, '..', `.trash-${uniqueName()}`);
      renameSync(folder, trash);
      rmSync(trash, { recursive: true, force: true });
    },

    now,
  };
}

function folderNames(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw readError(error, folder);
  }
}
