// Documents as folders of numbered files. Every method is synchronous.
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isBatchId } from '../domain/ids.ts';
import { commitFile } from './commit-file.ts';
import type { Deadline } from './deadline.ts';
import { judgeCommit, KEEP_REVISIONS, KEPT_BYTES } from './engine.ts';
import type { Address, AppendResult, Latest, Revision } from './engine.ts';
import { decodeEnvelope, MAX_FILE_BYTES, type Decoded, type Header } from './envelope.ts';
import { readError, StateError, systemCode } from './errors.ts';
import { ensureFolders, foldersExist, syncFoldersUpFrom, type StateDir } from './folders.ts';
import { listFolder, numberedName } from './numbered-folder.ts';
import { setAside } from './quarantine.ts';
import { NotAFile, readWhole } from './read-file.ts';
import { sweepTemps } from './sweep.ts';
import { removeQuietly } from './temp-file.ts';
import { removeFolder } from './trash.ts';
import { isCrowded, lineUp } from './turnstile.ts';

export type FilesEngine = ReturnType<typeof filesEngine>;

/** Where the documents of a kind live below the state directory. */
export type KindFolder = Readonly<{ folder: string; manyIds: boolean }>;

/** A reader starts again when others prune what it was about to read; it does so this often. */
const READ_ATTEMPTS = 100;

export function filesEngine(
  stateDir: StateDir,
  folders: Readonly<Record<string, KindFolder>>,
  now: () => number,
) {
  const below = ({ kind, id }: Address): string[] => {
    const known = folders[kind];
    if (known === undefined) throw new StateError('unknown', `documents of kind ${kind} have no folder here`);
    if (!known.manyIds) return [known.folder];
    if (!isBatchId(id))
      throw new StateError('unsafe-path', `${kind} ${JSON.stringify(id)}: no id of a document`);
    return [known.folder, id];
  };
  const folderOf = (address: Address) => join(stateDir.path, ...below(address));
  const isThere = (address: Address) => foldersExist(stateDir, below(address));

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
    if (!isThere(address)) return { next: 1, revision: null, damaged: [] };
    // A file that goes away between listing and reading was pruned by a commit that came after: list again.
    for (let attempt = 1; attempt <= READ_ATTEMPTS; attempt += 1) {
      const found = newestSound(address, listFolder(folderOf(address), 'r')?.numbers ?? []);
      if (found !== 'changed') return found;
    }
    throw new StateError(
      'unreadable',
      `${folderOf(address)} keeps changing while it is read; nothing was written`,
    );
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

  function judge(address: Address, header: Header): AppendResult {
    const numbers = numbersOf(address);
    const judged = judgeCommit(header, numbers, () => latest(address).revision?.header);
    if (judged === 'conflict' && numbers.includes(header.number)) {
      removeQuietly(join(folderOf(address), numberedName('r', header.number)));
    }
    return judged;
  }

  function numbersOf(address: Address): readonly number[] {
    return (isThere(address) ? listFolder(folderOf(address), 'r')?.numbers : null) ?? [];
  }

  return {
    latest,

    at(address: Address, number: number): Revision | null {
      const decoded = isThere(address) ? read(address, number) : null;
      return decoded?.ok ? decoded : null;
    },

    append(address: Address, header: Header, bytes: Buffer, deadline: Deadline): AppendResult {
      const folder = folderOf(address);
      if (header.number === 1) {
        ensureFolders(stateDir, below(address));
        syncFoldersUpFrom(folder, stateDir);
      } else if (!isThere(address)) {
        // Only a first revision makes folders: a late append to a removed document finds none.
        return 'conflict';
      }
      const name = numberedName('r', header.number);
      if (commitFile(folder, name, bytes, deadline) !== 'created') return 'conflict';
      // Asked twice, because a passing fault must not leave a durable commit in doubt.
      for (let attempt = 1; attempt <= 2; attempt += 1) {
        try {
          return judge(address, header);
        } catch {
          // Whether the number had been taken and pruned before cannot be told while the disk does not answer.
        }
      }
      return 'unknown';
    },

    isCrowded: (address: Address) => isThere(address) && isCrowded(folderOf(address)),

    lineUp: (address: Address) => lineUp(folderOf(address)),

    quarantine(address: Address, numbers: readonly number[], deadline: Deadline): void {
      for (const number of numbers) setAside(folderOf(address), 'r', number, deadline);
    },

    numbers: numbersOf,

    list(kind: string): readonly string[] {
      const known = folders[kind];
      if (known === undefined || !foldersExist(stateDir, [known.folder])) return [];
      const folder = join(stateDir.path, known.folder);
      const ids = known.manyIds ? folderNames(folder) : [''];
      // A first save that was killed leaves a folder without a revision.
      return ids.filter((id) => (listFolder(join(folder, id), 'r')?.numbers.length ?? 0) > 0);
    },

    prune(address: Address, newest: Header): void {
      const folder = folderOf(address);
      const listing = listFolder(folder, 'r');
      if (listing === null) return;
      let room = KEPT_BYTES;
      for (const number of listing.numbers) {
        if (number > newest.number - KEEP_REVISIONS) continue;
        const path = join(folder, numberedName('r', number));
        const isKept = newest.kept?.includes(number) === true;
        if (isKept) room -= lstatSync(path, { throwIfNoEntry: false })?.size ?? 0;
        if (!isKept || room < 0) removeQuietly(path);
      }
      sweepTemps(folder, listing.temps, now());
    },

    remove(address: Address): void {
      if (isThere(address)) removeFolder(folderOf(address));
    },

    now,
  };
}

function folderNames(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory() && isBatchId(entry.name)).map(({ name }) => name);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw readError(error, folder);
  }
}
