// A store in a folder of its own, for one test.
import path from 'node:path';
import type { TestContext } from 'node:test';
import { openStore, StateError, type Store } from '../../lib/store/store.ts';
import { memoryFolder } from '../support/project.ts';

export type Place = Readonly<{ folder: string; store: Store }>;

export function newPlace(t: TestContext): Place {
  const folder = memoryFolder(t);
  return { folder, store: openStore({ path: path.join(folder, 'state'), base: folder }) };
}

export function append(store: Store, data: unknown): number {
  return store.append('s1', { version: '2.0.0', data }, () => 'first');
}

/** The code of the StateError that this throws. */
export function codeOf(run: () => unknown): string {
  try {
    run();
    return 'no error';
  } catch (error) {
    return error instanceof StateError ? error.code : `threw ${String(error)}`;
  }
}
