// Which packages go along in the plugin, and how much of them.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as valibot from 'valibot';

/** Loaded whole, at their first use: a save does without them. lib/store/packages.ts is the one place that loads them. */
export const LAZY_PACKAGES = ['proper-lockfile', 'write-file-atomic'];

/** What the sources use of valibot. */
export function usedValibot(root: string, sources: Iterable<string>): string[] {
  const used = new Set<string>();
  for (const source of sources) {
    const text = readFileSync(path.join(root, source), 'utf8');
    const [statement] = /^import (?!type\b).*'valibot';$/m.exec(text) ?? [];
    if (statement === undefined) continue;
    if (statement !== "import * as v from 'valibot';") {
      throw new Error(
        `${source}: "import * as v from 'valibot';" is what the build can follow, not "${statement}"`,
      );
    }
    for (const [, name = ''] of text.matchAll(/\bv\.(\w+)/g)) if (name in valibot) used.add(name);
  }
  return [...used].toSorted();
}
