// Copies of the shipped plugin, whole or broken on purpose: a suite that does not find a broken one out proves nothing.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PLUGIN } from '../../scripts/demo/plugin.ts';
import { scratchFolder } from '../support/project.ts';

type Cleanup = Parameters<typeof scratchFolder>[0];

/** One place in one of the plugin's files, and what stands there in the broken copy. */
export type Sabotage = Readonly<{ file: string; from: RegExp; to: string }>;

/** A copy of the plugin, with each sabotage in it; fails where a file does not hold exactly one such place. */
export function brokenPlugin(t: Cleanup, ...sabotages: readonly Sabotage[]): string {
  const folder = path.join(scratchFolder(t), 'plugin');
  cpSync(PLUGIN, folder, { recursive: true });
  for (const { file, from, to } of sabotages) {
    const where = path.join(folder, file);
    const text = readFileSync(where, 'utf8');
    const places = [...text.matchAll(new RegExp(from, 'g'))].length;
    assert.equal(places, 1, `${from} matches ${places} places of ${file}`);
    writeFileSync(where, text.replace(from, to));
  }
  return folder;
}
