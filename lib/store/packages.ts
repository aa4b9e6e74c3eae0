// The two file packages, loaded only when called: at start-up they would cost more than a whole save.
import { createRequire } from 'node:module';
import type * as ProperLockfile from 'proper-lockfile';
import type WriteFileAtomic from 'write-file-atomic';

const load = createRequire(import.meta.url);

export function properLockfile(): typeof ProperLockfile {
  return load('proper-lockfile') as typeof ProperLockfile;
}

export function writeFileAtomic(): typeof WriteFileAtomic {
  return load('write-file-atomic') as typeof WriteFileAtomic;
}
