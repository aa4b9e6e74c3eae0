// Whether a save would succeed here and now: tried with a file that nobody reads.
import { linkSync } from 'node:fs';
import { join } from 'node:path';
import { isNoLinks } from './commit-file.ts';
import { writeError } from './errors.ts';
import type { StateDir } from './folders.ts';
import { TEMP_PREFIX } from './numbered-folder.ts';
import { removeQuietly, writeTemp } from './temp-file.ts';
import { uniqueName } from './unique.ts';

/** Leaves nothing behind. `gone`: there is no state directory. Throws a StateError where nothing can be saved. */
export function probeSave(stateDir: StateDir): 'works' | 'no-links' | 'gone' {
  const temp = writeTemp(stateDir.path, Buffer.from('a save is tried\n'));
  if (temp === null) return 'gone';
  const link = join(stateDir.path, `${TEMP_PREFIX}${process.pid}-${uniqueName()}`);
  try {
    linkSync(temp, link);
    return 'works';
  } catch (error) {
    if (isNoLinks(error)) return 'no-links';
    throw writeError(error, 'creating', link);
  } finally {
    removeQuietly(temp);
    removeQuietly(link);
  }
}
