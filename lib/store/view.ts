// Views: copies of a document's newest revision for people and other tools, never read back as truth.
import { lstatSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { writeFileAtomic } from './packages.ts';
import { removeQuietly } from './temp-file.ts';

/** No view is published of a larger document: 1 MB as text. */
export const MAX_VIEW_BYTES = 1024 * 1024;

/** Whoever keeps committing meanwhile publishes too. */
const MAX_ATTEMPTS = 20;

const DAY_MS = 24 * 60 * 60 * 1000;

/** What is published of a revision; null where nothing is to be shown of it. */
export type View = Readonly<{ revision: number; value: unknown }>;

export type Newest = Readonly<{ revision: () => number; view: () => View }>;

/**
 * Publishes a revision, and again until it is the newest: a slower writer of an older one must not have the last
 * word. One that is overtaken already is left to whoever made the newer one. Failing leaves an older view or none, and
 * is nobody's concern but the next writer's.
 */
export function publishView(path: string, made: View, newest: Newest): void {
  let view = made;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const publish = publisherOf(path, view.value);
    if (attempt === 1 && newest.revision() !== made.revision) return;
    publish();
    if (newest.revision() === view.revision) return sweepViewTemps(path);
    view = newest.view();
  }
}

/** All that takes time is done before, so that hardly anybody commits between the look and the rename. */
function publisherOf(path: string, value: unknown): () => void {
  const text = value === null ? '' : `${JSON.stringify(value, null, 2)}\n`;
  const bytes = Buffer.byteLength(text);
  if (value === null || bytes > MAX_VIEW_BYTES) return () => removeQuietly(path);
  const write = writeFileAtomic().sync;
  return () => {
    // The package would write to wherever a link leads.
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) removeQuietly(path);
    write(path, text, { mode: 0o600, fsync: false });
    // It does not notice when a full disk takes only a part.
    if (statSync(path, { throwIfNoEntry: false })?.size !== bytes) removeQuietly(path);
  };
}

/** What the package leaves behind when it is killed: `<name>.<number>`, never removed by itself. */
function sweepViewTemps(path: string): void {
  const [folder, prefix] = [dirname(path), `${basename(path)}.`];
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(prefix) || !/^\d+$/.test(name.slice(prefix.length))) continue;
    const temp = join(folder, name);
    // The name does not tell whose it is. One that is being written is seconds old.
    if (Date.now() - (statSync(temp, { throwIfNoEntry: false })?.mtimeMs ?? 0) > DAY_MS) removeQuietly(temp);
  }
}
