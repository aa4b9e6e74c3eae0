// A project in which the original has worked, made of its sample files, and what is to be seen of it after an import.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadBatchState } from '../../lib/batch-state-manager.ts';
import type { Batch } from '../../lib/domain/batch.ts';
import type { Session } from '../../lib/domain/session.ts';
import type { User } from '../../lib/domain/user.ts';
import { readSession } from '../../lib/sessions.ts';
import { openUserStore, USER } from '../../lib/user-settings.ts';
import { openWorkspace, type Workspace } from '../../lib/workspace.ts';
import { adev, jsonOf, type Run } from '../cli/in-process.ts';
import { plant, type TestProject, type Tree } from '../support/project.ts';

const FIXTURES = path.resolve(import.meta.dirname, '../fixtures/upstream-state');

export function fixture(name: string): string {
  return readFileSync(path.join(FIXTURES, name), 'utf8');
}

export function fixtureObject(name: string): Record<string, unknown> {
  return JSON.parse(fixture(name)) as Record<string, unknown>;
}

export const fixturePath = (name: string): string => path.join(FIXTURES, name);

/** The sample files at the places where the original leaves them. */
export function legacyFiles(): Tree {
  return {
    '.claude/batch_state.json': fixture('batch-in-progress.json'),
    '.claude/compaction_recovery.json': fixture('marker-batch.json'),
    '.claude/artifacts/20250330_093456/checkpoint.json': fixture('checkpoint-middle.json'),
    '.ralph-checkpoints/ralph-batch-ralph-1_checkpoint.json': fixture('ralph-checkpoint.json'),
    'docs/sessions/20250330-212140-pipeline.json': fixture('session-full.json'),
    'docs/sessions/20250331-080259-session.md': fixture('log-two-entries.md'),
  };
}

export function plantLegacy(project: TestProject): void {
  plant(project.root, legacyFiles());
  plant(project.home, { '.autonomous-dev/user_state.json': fixture('user-first-run-done.json') });
}

export type FileRow = Readonly<{
  path: string;
  kind: string;
  id: string | null;
  status: string;
  detail: string;
}>;

export async function runImport(
  project: Pick<TestProject, 'env' | 'root'>,
  ...argv: string[]
): Promise<Run & Readonly<{ files: readonly FileRow[] }>> {
  const run = await adev(project, ['import', ...argv, '--json']);
  const { files = [] } = jsonOf(run) as { files?: FileRow[] };
  return { ...run, files };
}

/** The one file that was imported from this path. */
export async function importOne(project: TestProject, file: string, ...options: string[]): Promise<FileRow> {
  const { files } = await runImport(project, file, ...options);
  assert.equal(files.length, 1);
  return files[0] as FileRow;
}

export function workspaceOf(project: Pick<TestProject, 'surroundings'>): Workspace {
  const workspace = openWorkspace(project.surroundings);
  assert.ok(workspace);
  return workspace;
}

export async function batchOf(project: TestProject, id: string): Promise<Batch> {
  const loaded = await loadBatchState(id, project.surroundings);
  assert.ok(loaded.ok, `no batch ${id}: ${JSON.stringify(loaded)}`);
  return loaded.value.batch;
}

export function sessionOf(project: TestProject, id: string): Session {
  const reading = readSession(workspaceOf(project).store, id);
  assert.ok(reading, `no session ${id}`);
  assert.deepEqual(reading.damaged, []);
  return reading.session;
}

export function userOf(project: TestProject): User | null {
  const read = openUserStore(project.surroundings).readNow(USER);
  assert.ok(read.ok);
  return read.value?.data ?? null;
}

/** All that is stored, without what differs from run to run: times of writing, nonces and checksums. */
export async function stateOf(project: TestProject): Promise<unknown> {
  const { store } = workspaceOf(project);
  const batches: unknown[] = [];
  const { BATCH } = await import('../../lib/batches.ts');
  for (const id of (await store.list(BATCH)).toSorted()) batches.push(await batchOf(project, id));
  const sessions = (store.exists() ? store.sessionFolders() : []).toSorted().map((folder) => {
    const log = store.logIn(folder);
    return { folder, damaged: log?.damaged, data: log?.entries.map(({ data }) => data) };
  });
  return { batches, sessions, user: userOf(project) };
}

/** Status and error of each feature, in their order. */
export function statusesOf({ features }: Batch): string[] {
  return features.map(({ status }) => status);
}

/** A local time as the import has to understand it on this machine. */
export function fromLocal(time: string): string {
  return new Date(time).toISOString();
}
