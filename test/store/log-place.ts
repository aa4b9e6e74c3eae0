// A log in a folder of its own, for one test.
import path from 'node:path';
import type { TestContext } from 'node:test';
import { openStore, type Store } from '../../lib/store/store.ts';
import { memoryFolder } from '../support/project.ts';

export const FIRST = { event: 'session-started' };

export type Place = Readonly<{ store: Store; folder: string; base: string }>;

export function openPlace(t: TestContext): Place {
  const base = memoryFolder(t);
  const store = openStore({ path: path.join(base, 'state'), base });
  return { store, folder: path.join(base, 'state', 'sessions', 's1'), base };
}

export function append({ store }: Place, data: unknown): number {
  return store.append('s1', { version: '2.0.0', data }, () => FIRST);
}

export function fileOf({ folder }: Place, number: number): string {
  return path.join(folder, `e${String(number).padStart(10, '0')}.json`);
}

export const entriesOf = ({ store }: Place) =>
  store.log('s1')?.entries.map(({ number, data }) => [number, data]);
