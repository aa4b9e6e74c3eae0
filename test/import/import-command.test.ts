// `adev import` as people and agents meet it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {
  claimNextFeature,
  cleanupBatchState,
  markCompleted,
  getNextPendingFeature,
} from '../../lib/batch-state-manager.ts';
import { adev, jsonOf } from '../cli/in-process.ts';
import { createProject, plant, snapshot, type TestProject } from '../support/project.ts';
import {
  batchOf,
  fixture,
  fixtureObject,
  fixturePath,
  importOne,
  legacyFiles,
  plantLegacy,
  runImport,
  sessionOf,
  stateOf,
  statusesOf,
  userOf,
  workspaceOf,
} from './legacy-project.ts';

const BATCH_ID = 'batch-20250330-progress';
const statuses = ({ files }: Awaited<ReturnType<typeof runImport>>) => files.map(({ status }) => status);

function asAgent(project: TestProject): TestProject {
  const env = { ...project.env, CLAUDECODE: '1' };
  return { ...project, env, surroundings: { ...project.surroundings, env } };
}

test('without a path everything at its usual place is taken, once', async (t) => {
  const project = createProject(t);
  plantLegacy(project);
  const first = await runImport(project);
  assert.equal(first.exit, 0);
  assert.deepEqual(
    first.files.map(({ path: file, kind, id, status }) => [
      path.relative(project.folder, file),
      kind,
      id,
      status,
    ]),
    [
      ['project/.claude/batch_state.json', 'batch', BATCH_ID, 'imported'],
      [
        'project/docs/sessions/20250330-212140-pipeline.json',
        'pipeline-session',
        'legacy-20250330-212140',
        'imported',
      ],
      [
        'project/docs/sessions/20250331-080259-session.md',
        'session-log',
        'legacy-20250331-080259',
        'imported',
      ],
      [
        'project/.claude/artifacts/20250330_093456/checkpoint.json',
        'workflow-checkpoint',
        'legacy-20250330_093456',
        'imported',
      ],
      [
        'project/.ralph-checkpoints/ralph-batch-ralph-1_checkpoint.json',
        'loop-checkpoint',
        'batch-ralph-1',
        'imported',
      ],
      ['project/.claude/compaction_recovery.json', 'recovery-marker', BATCH_ID, 'imported'],
      ['home/.autonomous-dev/user_state.json', 'user', null, 'imported'],
    ],
  );
  const after = await stateOf(project);
  const second = await runImport(project);
  assert.deepEqual(statuses(second), Array(7).fill('already'));
  assert.deepEqual(await stateOf(project), after);
  const legacy = (await batchOf(project, BATCH_ID)) as unknown as {
    legacy: { marker: { saved_at: string } };
  };
  assert.equal(legacy.legacy.marker.saved_at, '2025-03-30T03:04:05Z');
});

test('a dry run says the same and changes nothing', async (t) => {
  const project = createProject(t);
  plantLegacy(project);
  const before = snapshot(project.folder);
  const run = await runImport(project, '--dry-run');
  assert.equal(run.exit, 0);
  assert.deepEqual(statuses(run), Array(7).fill('would-import'));
  assert.deepEqual(snapshot(project.folder), before);
  await runImport(project);
  const imported = snapshot(project.folder);
  assert.deepEqual(statuses(await runImport(project, '--dry-run')), Array(7).fill('already'));
  assert.deepEqual(snapshot(project.folder), imported);
});

test('the files of the original stay as they were', async (t) => {
  const project = createProject(t, legacyFiles());
  const ours = (name: string) => !name.startsWith('.git');
  const kept = () => Object.entries(snapshot(project.root)).filter(([name]) => ours(name));
  const before = kept();
  await runImport(project);
  assert.deepEqual(kept(), before);
});

test('nothing that stands in a file is printed', async (t) => {
  const project = createProject(t, legacyFiles());
  plant(project.root, { '.claude/artifacts/x/checkpoint.json': '{"secret-key": "secret-value", ' });
  for (const argv of [['import'], ['import', '--json']]) {
    const { stdout, stderr, exit } = await adev(project, argv);
    assert.equal(exit, 75);
    for (const part of ['Add login form', 'Found 3 patterns', 'fertig', 'TimeoutError', 'secret']) {
      assert.ok(!(stdout + stderr).includes(part), part);
    }
  }
});

test('without --json there is one line for each file', async (t) => {
  const project = createProject(t, { '.claude/batch_state.json': fixture('batch-count-mismatch.json') });
  const { stdout } = await adev(project, ['import']);
  assert.equal(
    stdout,
    'imported  batch  .claude/batch_state.json -> batch-20250330-182039-867000  total_features says 4, but there are 2 texts\n',
  );
  const nothing = await adev(createProject(t), ['import']);
  assert.deepEqual([nothing.exit, nothing.stdout.split('\n').length], [0, 2]);
});

test('a damaged file fails the run, and does not hold up the others', async (t) => {
  const project = createProject(t, {
    '.claude/batch_state.json': fixture('batch-truncated.json'),
    'docs/sessions/20250330-212140-pipeline.json': fixture('session-full.json'),
  });
  const run = await runImport(project);
  assert.equal(run.exit, 75);
  assert.deepEqual(statuses(run), ['damaged', 'imported']);
  assert.deepEqual(run.files[0]?.detail, 'not JSON, or cut short');
});

test('a backup serves where its file is damaged or missing, and only there', async (t) => {
  const backup = fixture('ralph-checkpoint.json');
  const file = '.ralph-checkpoints/ralph-batch-ralph-1_checkpoint.json';
  const missing = createProject(t, { [`${file}.bak`]: backup });
  const fromMissing = await runImport(missing);
  assert.deepEqual([fromMissing.exit, statuses(fromMissing)], [0, ['imported']]);
  assert.ok(fromMissing.files[0]?.path.endsWith('.bak'));
  assert.deepEqual(statusesOf(await batchOf(missing, 'batch-ralph-1'))[0], 'completed');

  const damaged = createProject(t, { [file]: '{', [`${file}.bak`]: backup });
  const fromDamaged = await runImport(damaged);
  assert.deepEqual([fromDamaged.exit, statuses(fromDamaged)], [75, ['damaged', 'imported']]);
  assert.deepEqual(statuses(await runImport(damaged)), ['damaged', 'already']);

  const sound = createProject(t, { [file]: backup, [`${file}.bak`]: '{' });
  const fromSound = await runImport(sound);
  assert.deepEqual([fromSound.exit, statuses(fromSound)], [0, ['imported', 'skipped']]);

  const named = createProject(t, { '.claude/batch_state.json.bak': fixture('batch-in-progress.json') });
  assert.equal((await importOne(named, '.claude/batch_state.json')).status, 'imported');
});

test('a batch that has been worked on is not overwritten', async (t) => {
  const project = createProject(t, { '.claude/batch_state.json': fixture('batch-in-progress.json') });
  await runImport(project);
  const claimed = await claimNextFeature(BATCH_ID, {}, project.surroundings);
  assert.ok(claimed.ok && claimed.value.feature?.number === 3);
  assert.ok((await markCompleted(BATCH_ID, 3, {}, project.surroundings)).ok);
  assert.deepEqual(statuses(await runImport(project)), ['already']);

  plant(project.root, {
    '.claude/batch_state.json': fixture('batch-in-progress.json').replace(
      '"current_index": 2',
      '"current_index": 3',
    ),
  });
  plant(project.root, { '.claude/compaction_recovery.json': fixture('marker-batch.json') });
  const run = await runImport(project);
  assert.deepEqual([run.exit, statuses(run)], [0, ['skipped', 'skipped']]);
  assert.match(run.files[0]?.detail ?? '', /has been worked on/);
  assert.deepEqual(statusesOf(await batchOf(project, BATCH_ID)).slice(0, 3), Array(3).fill('completed'));
});

test('while nobody has worked on it, a newer state of its file takes its place, and an older one does not', async (t) => {
  const project = createProject(t, { '.claude/batch_state.json': fixture('batch-in-progress.json') });
  await runImport(project);
  const newer = {
    ...fixtureObject('batch-in-progress.json'),
    completed_features: [0, 1, 2],
    updated_at: '2025-03-31T00:00:00Z',
  };
  plant(project.root, { '.claude/batch_state.json': JSON.stringify(newer) });
  assert.deepEqual(statuses(await runImport(project)), ['imported']);
  assert.equal(statusesOf(await batchOf(project, BATCH_ID))[2], 'completed');
  const older = { ...newer, completed_features: [0], updated_at: '2025-03-30T00:00:00Z' };
  plant(project.root, { '.claude/batch_state.json': JSON.stringify(older) });
  assert.deepEqual(statuses(await runImport(project)), ['skipped']);
  assert.equal(statusesOf(await batchOf(project, BATCH_ID))[2], 'completed');
  assert.equal((await importOne(project, fixturePath('batch-in-progress.json'))).status, 'already');
});

test('a batch that was removed here stays removed', async (t) => {
  const project = createProject(t, { '.claude/batch_state.json': fixture('batch-in-progress.json') });
  await runImport(project);
  assert.ok((await cleanupBatchState(BATCH_ID, project.surroundings)).ok);
  const run = await runImport(project);
  assert.deepEqual([run.exit, statuses(run)], [0, ['skipped']]);
});

test('what a loop knows and the batch does not makes a feature uncertain', async (t) => {
  const loop = {
    ...fixtureObject('ralph-checkpoint.json'),
    batch_id: BATCH_ID,
    features: fixtureObject('batch-in-progress.json')['features'],
    completed_features: [0, 2],
    failed_features: [],
  };
  const project = createProject(t, {
    '.claude/batch_state.json': fixture('batch-in-progress.json'),
    [`.ralph-checkpoints/ralph-${BATCH_ID}_checkpoint.json`]: JSON.stringify(loop),
  });
  assert.deepEqual(statuses(await runImport(project)), ['imported', 'imported']);
  const { features } = await batchOf(project, BATCH_ID);
  assert.deepEqual(
    features.map(({ status, uncertain }) => [status, uncertain === true]),
    [
      ['completed', false],
      ['completed', false],
      ['pending', true],
      ['pending', false],
      ['pending', false],
    ],
  );
});

test('a batch file counts more than what a loop or a marker made of the batch', async (t) => {
  const project = createProject(t, legacyFiles());
  await runImport(project, '.claude/compaction_recovery.json');
  assert.equal(statusesOf(await batchOf(project, BATCH_ID))[0], 'pending');
  assert.equal((await importOne(project, '.claude/batch_state.json')).status, 'imported');
  const batch = await batchOf(project, BATCH_ID);
  assert.deepEqual(statusesOf(batch).slice(0, 3), ['completed', 'completed', 'pending']);
  assert.ok((batch as unknown as { legacy: { marker?: unknown } }).legacy.marker);
});

test('an imported batch is worked off like any other', async (t) => {
  const project = createProject(t, { '.claude/batch_state.json': fixture('batch-in-progress.json') });
  await runImport(project);
  const claimed = await adev(project, ['batch', 'next', '--claim', '--json']);
  const { batch_id, feature } = jsonOf(claimed) as { batch_id: string; feature: { number: number } };
  assert.deepEqual([batch_id, feature.number], [BATCH_ID, 3]);
});

test('linked worktrees and the worktrees of batches are searched too, each file once and as its own worktree’s', async (t) => {
  const project = createProject(t, {
    'a.txt': 'a',
    '.worktrees/plain/.claude/batch_state.json': fixture('batch-completed.json'),
  });
  const git = (...argv: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...argv], {
      cwd: project.root,
      env: project.env,
      stdio: 'pipe',
    });
  git('add', 'a.txt');
  git('commit', '-qm', 'a');
  const linked = path.join(project.folder, 'linked');
  const inside = path.join(project.root, '.worktrees', 'own');
  git('worktree', 'add', '-q', linked);
  git('worktree', 'add', '-q', inside);
  plant(linked, { '.claude/batch_state.json': fixture('batch-in-progress.json') });
  plant(inside, { '.claude/batch_state.json': fixture('batch-issues.json') });
  const { files } = await runImport(project);
  assert.deepEqual(
    files.map(({ id, status }) => `${id} ${status}`).toSorted(),
    ['batch-20250330-070542-468000', BATCH_ID, 'batch-issues-72-73-74'].map((id) => `${id} imported`),
  );
  assert.equal((await batchOf(project, BATCH_ID)).origin.worktree, linked);
  assert.equal((await batchOf(project, 'batch-issues-72-73-74')).origin.worktree, inside);
  assert.equal((await batchOf(project, 'batch-20250330-070542-468000')).origin.worktree, project.root);
  const fromLinked = await runImport({ ...project, root: linked });
  assert.deepEqual(statuses(fromLinked), Array(3).fill('already'));
});

test('a loop in the home folder belongs to this project only if its batch does', async (t) => {
  const project = createProject(t);
  plant(project.home, {
    '.autonomous-dev/ralph-batch-ralph-1_checkpoint.json': fixture('ralph-checkpoint.json'),
  });
  const foreign = await runImport(project);
  assert.deepEqual([foreign.exit, statuses(foreign)], [0, ['skipped']]);
  const named = path.join(project.home, '.autonomous-dev/ralph-batch-ralph-1_checkpoint.json');
  assert.equal((await importOne(project, named)).status, 'imported');
});

test('a folder stands for what lies at its usual places in it', async (t) => {
  const project = createProject(t);
  const other = path.join(project.folder, 'other');
  plant(other, { ...legacyFiles(), '.autonomous-dev/user_state.json': fixture('user-first-run-done.json') });
  const run = await runImport(project, '../other');
  assert.deepEqual(statuses(run), Array(7).fill('imported'));
  assert.equal((await batchOf(project, BATCH_ID)).origin.worktree, project.root);
});

test('a path that leads nowhere is refused before anything is imported', async (t) => {
  const project = createProject(t, legacyFiles());
  const run = await adev(project, ['import', '.claude/batch_state.json', 'nowhere.json', '--json']);
  assert.equal(run.exit, 3);
  assert.equal((jsonOf(run) as { refused: { code: string } }).refused.code, 'no-such-file');
  assert.equal(workspaceOf(project).store.exists(), false);
});

test('outside the project a person is needed, and no link gets around that', async (t) => {
  const project = asAgent(createProject(t, legacyFiles()));
  const outside = path.join(project.folder, 'outside');
  plant(outside, { 'batch_state.json': fixture('batch-issues.json') });
  symlinkSync(outside, path.join(project.root, 'link'));
  symlinkSync(path.join(outside, 'batch_state.json'), path.join(project.root, 'file-link.json'));
  for (const place of [
    '../outside/batch_state.json',
    path.join(outside, 'batch_state.json'),
    'link/batch_state.json',
    'file-link.json',
    '..',
  ]) {
    const run = await adev(project, ['import', place]);
    assert.equal(run.exit, 3, place);
    assert.match(run.stderr, /Needs a person: run it in your own terminal\./);
  }
  assert.equal(workspaceOf(project).store.exists(), false);
  assert.deepEqual(statuses(await runImport(project, '.claude/batch_state.json')), ['imported']);
  assert.deepEqual(new Set(statuses(await runImport(project))), new Set(['already', 'imported']));
});

test('a folder of the project that leads out of it is not searched', async (t) => {
  const project = createProject(t);
  const outside = path.join(project.folder, 'outside');
  plant(outside, { 'batch_state.json': fixture('batch-issues.json') });
  symlinkSync(outside, path.join(project.root, '.claude'));
  assert.deepEqual((await runImport(project)).files, []);
});

test('preferences that are set here stay, and one that is unset does not come back', async (t) => {
  const project = createProject(t);
  await adev(project, ['prefs', 'set', 'a', '5']);
  plant(project.home, {
    '.autonomous-dev/user_state.json':
      '{"first_run_complete":true,"preferences":{"a":1,"b":2},"version":"1.0"}',
  });
  assert.deepEqual(statuses(await runImport(project)), ['imported']);
  assert.deepEqual(userOf(project)?.preferences, { a: 5, b: 2 });
  await adev(project, ['prefs', 'unset', 'b']);
  assert.deepEqual(statuses(await runImport(project)), ['already']);
  assert.deepEqual(userOf(project)?.preferences, { a: 5 });
});

test('an agent cannot take settings of this plugin from a file in the repository', async (t) => {
  const project = createProject(t, {
    'user_state.json': '{"preferences":{"auto_approve":"off","own":1},"version":"1.0"}',
  });
  assert.equal((await importOne(asAgent(project), 'user_state.json')).status, 'imported');
  assert.deepEqual(userOf(project)?.preferences, { own: 1 });
  const person = createProject(t, {
    'user_state.json': '{"preferences":{"auto_approve":"off"},"version":"1.0"}',
  });
  await importOne(person, 'user_state.json');
  assert.deepEqual(userOf(person)?.preferences, { auto_approve: 'off' });
});

test('where the plugin is switched off nothing is imported', async (t) => {
  const project = createProject(t, legacyFiles());
  const run = await adev({ ...project, env: { ...project.env, AUTONOMOUS_DEV: 'off' } }, [
    'import',
    '--json',
  ]);
  assert.equal(run.exit, 75);
  assert.equal((jsonOf(run) as { reason: string }).reason, 'disabled');
});

test('two sessions of one second in two worktrees both arrive', async (t) => {
  const project = createProject(t, {
    'docs/sessions/20250330-212140-pipeline.json': fixture('session-full.json'),
  });
  plant(project.root, {
    'other.json': JSON.stringify({
      ...fixtureObject('session-full.json'),
      started: '2025-03-30T21:21:40.000001',
      agents: [{ agent: 'other', status: 'completed', message: 'm' }],
    }),
  });
  await runImport(project);
  assert.equal((await importOne(project, 'other.json')).status, 'imported');
  assert.equal(sessionOf(project, 'legacy-20250330-212140').runs.length, 8);
});

test('a batch that the disk does not take fails the run, and is not called imported', async (t) => {
  const project = createProject(t, legacyFiles());
  mkdirSync(project.stateDir, { mode: 0o700 });
  const inTheWay = path.join(project.stateDir, 'batches');
  writeFileSync(inTheWay, '');
  const run = await runImport(project);
  assert.equal(run.exit, 75);
  assert.deepEqual(
    run.files.map(({ kind, status }) => [kind, status]).filter(([, status]) => status !== 'imported'),
    ['batch', 'loop-checkpoint', 'recovery-marker'].map((kind) => [kind, 'skipped']),
  );
  rmSync(inTheWay);
  assert.equal((await importOne(project, '.claude/batch_state.json')).status, 'imported');
  const next = await getNextPendingFeature(BATCH_ID, project.surroundings);
  assert.ok(next.ok && next.value?.number === 3);
});
