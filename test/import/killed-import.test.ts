// An import that is ended at any moment is completed by the next one, without anything twice.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { missingEntries } from '../../lib/domain/legacy/session-events.ts';
import { extendLog } from '../../lib/store/transfer.ts';
import { FAULT_PRELOAD, onBrokenDiskAsync } from '../support/broken-disk.ts';
import {
  createProject,
  createProjectWithStateIn,
  memoryFolder,
  snapshot,
  type TestProject,
} from '../support/project.ts';
import { importOne, plantLegacy, runImport, stateOf, workspaceOf, fixturePath } from './legacy-project.ts';

const ADEV = path.resolve(import.meta.dirname, '../support/adev.ts');

/** The state after an import that nothing disturbed, roots taken out. */
async function expectedState(project: TestProject): Promise<unknown> {
  plantLegacy(project);
  const run = await runImport(project);
  assert.equal(run.exit, 0);
  return comparable(project, await stateOf(project));
}

function comparable(project: TestProject, state: unknown): unknown {
  return JSON.parse(JSON.stringify(state).replaceAll(project.root, 'ROOT'));
}

const LINKS = { calls: ['linkSync'] };

/** A disk that only pretends: what is looked at is the order of the commits, thousands of them. */
function inMemory(t: TestContext): TestProject {
  return createProjectWithStateIn(t, path.join(memoryFolder(t), 'state'));
}

test('a disk that stops at any commit leaves an import that the next one completes', async (t) => {
  const expected = await expectedState(inMemory(t));
  const counted = inMemory(t);
  plantLegacy(counted);
  const { calls } = await onBrokenDiskAsync({ below: counted.stateDir, ...LINKS }, () => runImport(counted));
  assert.ok(calls.length > 25, `${calls.length} commits`);
  for (let at = 1; at <= calls.length; at += 1) {
    const project = inMemory(t);
    plantLegacy(project);
    const fault = { below: project.stateDir, ...LINKS, at, errno: 'EIO', sticky: true, after: at % 2 === 0 };
    const { value: broken } = await onBrokenDiskAsync(fault, () => runImport(project));
    assert.equal(broken.exit, 75);
    const again = await runImport(project);
    assert.equal(again.exit, 0);
    assert.deepEqual(comparable(project, await stateOf(project)), expected, `commit ${at}`);
    assert.ok((await runImport(project)).files.every(({ status }) => status === 'already'));
  }
});

test('so does a kill', async (t) => {
  const expected = await expectedState(createProject(t));
  for (const [at, after] of [
    [1, false],
    [5, true],
    [16, false],
    [24, true],
  ] as const) {
    const project = createProject(t);
    plantLegacy(project);
    const fault = { below: project.folder, ...LINKS, at, after, signal: 'SIGKILL' };
    const { signal } = spawnSync(
      process.execPath,
      ['--require', FAULT_PRELOAD, '--import', 'tsx', ADEV, 'import', '--root', project.root],
      {
        cwd: path.resolve(import.meta.dirname, '../..'),
        env: { ...project.env, FAULT_PRELOAD: JSON.stringify(fault) },
      },
    );
    assert.equal(signal, 'SIGKILL');
    assert.equal((await runImport(project)).exit, 0);
    assert.deepEqual(comparable(project, await stateOf(project)), expected);
    const left = Object.keys(snapshot(project.stateDir)).filter((name) => name.includes('.tmp-'));
    assert.ok(left.length <= 1, left.join());
  }
});

test('two imports at once add nothing twice, and lose nothing of a third', async (t) => {
  const whole = createProject(t);
  await importOne(whole, fixturePath('session-full.json'));
  const log = workspaceOf(whole).store.log('legacy-20250330-212140');
  const entries = log?.entries.map(({ version, data }) => ({ version, data })) ?? [];
  assert.ok(entries.length > 10);
  const other = { version: '2.0.0', data: { event: 'told', at: '2026-11-22T10:00:00.000Z', what: 'else' } };
  const { store } = workspaceOf(createProject(t));
  const extend = (missing: Parameters<typeof extendLog>[2]) =>
    extendLog(store.stateDir, 's', missing, { now: Date.now, deadline: { at: Infinity } });
  let turns = 0;
  const added = extend((present) => {
    turns += 1;
    // Between our reading and our writing others are faster.
    if (turns === 1) extend(() => [...entries.slice(0, 3), other]);
    if (turns === 2) extend((now) => missingEntries(now, entries));
    return missingEntries(present, entries);
  });
  assert.deepEqual([added, turns], [0, 3]);
  assert.deepEqual(
    store.log('s')?.entries.map(({ data }) => data),
    [...entries.slice(0, 3), other, ...entries.slice(3)].map(({ data }) => data),
  );
});
