// Replaces a file so that every reader, after any crash, finds the old text or the new one, whole: write-file-atomic 7
// without its torn files, followed links and unsynced folders. It keeps nobody from writing over what somebody else
// wrote: that takes a lock, or better a revision store. Copy it, change it; SPDX-License-Identifier: MIT-0
import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';

const HOUR_MS = 60 * 60 * 1000;

/**
 * Durable when it returns. `mayReplace` is called when the new text is on the disk and has only its name still to get;
 * if it throws, the old text stays.
 */
export function writeAtomically(file: string, text: string, mayReplace: () => void = () => undefined): void {
  const [folder, name] = [dirname(file), basename(file)];
  const mode = plainModeOf(file);
  // The package gives a name to whatever the disk took, even if that is half of the text. So it gets another name first.
  const staged = join(folder, `.${name}.${process.pid}-${Math.random().toString(36).slice(2)}.new`);
  try {
    writeFileAtomic.sync(staged, text, { mode });
    const [taken, given] = [fs.statSync(staged).size, Buffer.byteLength(text)];
    if (taken !== given)
      throw new Error(`${file}: the disk took ${taken} of ${given} bytes; the old ones stay`);
    mayReplace();
    plainModeOf(file);
    fs.renameSync(staged, file);
  } catch (error) {
    fs.rmSync(staged, { force: true });
    throw error;
  }
  syncFolder(folder);
  sweep(folder, `.${name}.`);
}

/** Throws for links, which lead elsewhere, and for anything else that is no file. */
function plainModeOf(file: string): number {
  if (!fs.lstatSync(dirname(file)).isDirectory())
    throw new Error(`${dirname(file)}: is no folder, or a link to one`);
  const found = fs.lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined) return 0o600;
  if (!found.isFile()) throw new Error(`${file}: is a link, or no file; remove it first`);
  return found.mode & 0o777;
}

/** A rename is as durable as the folder in which it was done. Windows opens no folders. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** What killed writers left behind, the package's own temp files among it. No living one is an hour old. */
function sweep(folder: string, prefix: string): void {
  try {
    for (const name of fs.readdirSync(folder)) {
      if (!name.startsWith(prefix) || !/\.new(?:\.\d+)?$/.test(name)) continue;
      const stray = join(folder, name);
      if (Date.now() - fs.statSync(stray).mtimeMs > HOUR_MS) fs.unlinkSync(stray);
    }
  } catch {
    // What is written is written. The next writer sweeps.
  }
}
