// State of other versions in a project, and plugins of other versions that work on it.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PLUGIN } from '../../scripts/demo/plugin.ts';
import { decodeEnvelope, encodeEnvelope, type Header } from '../../lib/store/envelope.ts';
import { pluginIn, type Plugin } from '../support/built-plugin.ts';
import { scratchFolder, SESSION, type TestProject } from '../support/project.ts';

export type KindName = 'batch' | 'user' | 'project' | 'session';

const FIXTURES = path.resolve(import.meta.dirname, '../fixtures/versions');

export const LEGACY_BATCH = 'batch-20250330-015830-132456';

/** The bytes of a state file of an old version. */
export function fixtureBytes(kind: KindName, name: string): Buffer {
  return readFileSync(path.join(FIXTURES, kind, `${name}.json`));
}

/** What the data of that file read as. */
export function fixtureReading(kind: KindName, name: string): Record<string, unknown> {
  return JSON.parse(fixtureBytes(kind, `${name}.reads-as`).toString('utf8')) as Record<string, unknown>;
}

export type StateFile = Readonly<{ header: Header; data: Record<string, unknown> }>;

export function decoded(bytes: Buffer, kind: KindName, number: number): StateFile {
  const read = decodeEnvelope(bytes, kind, number);
  assert.ok(read.ok, `a sound ${kind} ${number}`);
  return { header: read.header, data: read.data as Record<string, unknown> };
}

/** Where documents of a kind lie: `id` is that of a batch, or the session's folder. */
export function folderOf({ stateDir, home }: TestProject, kind: KindName, id = SESSION): string {
  if (kind === 'user') return path.join(home, '.autonomous-dev', 'user');
  if (kind === 'project') return path.join(stateDir, 'project');
  return path.join(stateDir, kind === 'batch' ? 'batches' : 'sessions', id);
}

export function nameOf(kind: KindName, number: number): string {
  return `${kind === 'session' ? 'e' : 'r'}${String(number).padStart(10, '0')}.json`;
}

export function plantBytes(folder: string, kind: KindName, number: number, bytes: Buffer): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(path.join(folder, nameOf(kind, number)), bytes, { mode: 0o600 });
}

/** A sound file of any version. */
export function plantVersion(
  folder: string,
  {
    kind,
    version,
    number,
    data,
  }: Readonly<{ kind: KindName; version: string; number: number; data: unknown }>,
): Buffer {
  const header = {
    kind,
    version,
    number,
    written_at: '2026-11-01T10:00:00.000Z',
    nonce: `planted-${number}`,
  };
  const bytes = encodeEnvelope(header, data);
  plantBytes(folder, kind, number, bytes);
  return bytes;
}

/** The newest file of a document or a log. */
export function newest(folder: string, kind: KindName): StateFile {
  const [name = ''] = readdirSync(folder)
    .filter((each) => /^[er]\d{10}\.json$/.test(each))
    .toSorted()
    .toReversed();
  return decoded(readFileSync(path.join(folder, name)), kind, Number(name.slice(1, 11)));
}

/**
 * The built plugin once more, as one that writes this version of everything and adds a field of its own: `colour` in
 * batches, features, events and what is kept of the user.
 */
export function pluginOfVersion(t: Parameters<typeof scratchFolder>[0], version: string): Plugin {
  const folder = path.join(scratchFolder(t), 'plugin');
  cpSync(PLUGIN, folder, { recursive: true });
  const patch = (file: string, from: string, to: string) => {
    const place = path.join(folder, 'lib', file);
    const parts = readFileSync(place, 'utf8').split(from);
    assert.equal(parts.length, 2, `${file} holds this once: ${from}`);
    writeFileSync(place, parts.join(to));
  };
  for (const [file, name] of [
    ['base.cjs', 'SESSION'],
    ['base.cjs', 'PROJECT'],
    ['base.cjs', 'USER'],
    ['base.cjs', 'BATCH'],
  ] as const) {
    patch(file, `var ${name}_VERSION = "2.0.0";`, `var ${name}_VERSION = "${version}";`);
  }
  patch(
    'batch.cjs',
    '    max_attempts: maxAttempts,\n',
    '    max_attempts: maxAttempts,\n    colour: { of: "batch" },\n',
  );
  patch(
    'batch.cjs',
    '      refunds: 0,\n      depends_on: [],\n      ...issueNumber',
    '      refunds: 0,\n      colour: { of: "feature" },\n      depends_on: [],\n      ...issueNumber',
  );
  patch('base.cjs', 'data: redactEvent(event)', 'data: { ...redactEvent(event), colour: { of: "event" } }');
  patch(
    'core.cjs',
    'preferences: { ...user.preferences, [name]',
    'colour: { of: "user" }, preferences: { ...user.preferences, [name]',
  );
  return pluginIn(folder);
}
