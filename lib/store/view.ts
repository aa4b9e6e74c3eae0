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

export type View = Readonly<{ revision: number; value: unknown }>;

export type Newest = Readonly<{
  revision: () => number;
  /** Null when there is nothing to show any more. */
  view: () => View | null;
}>;

/**
 * Publishes a revision, and again until it is the newest: a slower writer of an older one must not have the last
 * word. Failing leaves an older view or none, and is nobody's concern but the next writer's.
 */
export async function publishView(path: string, first: View | null, newest: Newest): Promise<void> {
  let view = first;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const text = view === null ? '' : `${JSON.stringify(view.value, null, 2)}\n`;
    const bytes = Buffer.byteLength(text);
    if (view === null || bytes > MAX_VIEW_BYTES) return removeQuietly(path);
    // The package would write to wherever a link leads.
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) removeQuietly(path);
    await writeFileAtomic()(path, text, { mode: 0o600, fsync: false });
    if (newest.revision() === view.revision) {
      // The package does not notice when a full disk takes only a part.
      if (statSync(path).size !== bytes) removeQuietly(path);
      return sweepViewTemps(path);
    }
    view = newest.view();
  }
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
