// `adev export` and the bundle that it writes.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import * as fc from 'fast-check';
import { claimNextFeature, createBatchState, markCompleted } from '../../lib/batch-state-manager.ts';
import type { Batch } from '../../lib/domain/batch.ts';
import { dropLeases } from '../../lib/domain/end-of-owner.ts';
import { readContent } from '../../lib/domain/legacy/content.ts';
import { takeInBundled } from '../../lib/domain/legacy/take-in.ts';
import { adev, jsonOf } from '../cli/in-process.ts';
import { games, play, RULES } from '../domain/batch-play.ts';
import { createProject, plant, snapshot, type TestProject } from '../support/project.ts';
import {
  batchOf,
  importOne,
  plantLegacy,
  runImport,
  stateOf,
  userOf,
  workspaceOf,
} from './legacy-project.ts';

type State = Readonly<{ batches: readonly Batch[]; sessions: unknown; user: unknown }>;

async function filled(project: TestProject): Promise<void> {
  plantLegacy(project);
  await runImport(project);
  await adev(project, ['prefs', 'set', 'capture', 'full']);
  const created = await createBatchState(
    { batchId: 'b1', features: ['a\u2028b', 'Ünicode 📦', 'c'] },
    project.surroundings,
  );
  assert.ok(created.ok);
  assert.ok((await claimNextFeature('b1', {}, project.surroundings)).ok);
  await note(project, 'tab\tand\nlines \u200b\u{e0001}x');
}

async function note(project: TestProject, message: string): Promise<void> {
  const save = ['checkpoint', 'save', '--strict', '--agent', 'tester', '--message', message];
  assert.equal((await adev(project, save)).exit, 0);
}

/** As it has to be after an import: without leases, the tokens aside. */
function arrived({ batches, sessions, user }: State): State {
  const free = batches.map((batch) => ({ ...dropLeases(batch, batch.updated_at).batch, next_token: 0 }));
  return { batches: free, sessions, user };
}

async function statesOf(...projects: TestProject[]): Promise<readonly State[]> {
  return (await Promise.all(projects.map(stateOf))) as State[];
}

test('a bundle that is imported elsewhere gives the same state, and a second time nothing', async (t) => {
  const project = createProject(t);
  await filled(project);
  const exported = await adev(project, ['export', '--out', '../bundle.json', '--json']);
  assert.equal(exported.exit, 0);
  const file = path.join(project.folder, 'bundle.json');
  assert.deepEqual(jsonOf(exported), { path: file, format: 'json', batches: 3, sessions: 4 });
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const other = createProject(t);
  const dry = await importOne(other, file, '--dry-run');
  assert.deepEqual([dry.kind, dry.id, dry.status], ['bundle', null, 'would-import']);
  assert.equal(workspaceOf(other).store.exists(), false);
  assert.equal((await importOne(other, file)).status, 'imported');
  const [here, there] = await statesOf(project, other);
  assert.ok(here && there);
  assert.deepEqual(arrived(there), arrived(here));
  assert.ok(there.batches.every(({ features }) => features.every(({ lease }) => lease === undefined)));
  const claimed = there.batches.find(({ batch_id }) => batch_id === 'b1');
  assert.deepEqual([claimed?.features[0]?.status, claimed?.features[0]?.uncertain], ['pending', true]);
  assert.equal((await importOne(other, file)).status, 'already');
  assert.equal((await importOne(project, file)).status, 'already');
  assert.ok((await batchOf(project, 'b1')).features[0]?.lease);

  const again = jsonOf(await adev(other, ['export', '--json'])) as State;
  assert.deepEqual(arrived(again), arrived(JSON.parse(readFileSync(file, 'utf8')) as State));
});

test('without --out the bundle is printed, whole, in signs that no terminal acts on', async (t) => {
  const project = createProject(t);
  await filled(project);
  const printed = await adev(project, ['export']);
  assert.match(printed.stdout, /^[\x20-\x7e]+\n$/);
  const bundle = JSON.parse(printed.stdout) as { kind: string };
  assert.deepEqual(bundle, jsonOf(await adev(project, ['export', '--json'])));
  assert.equal(bundle.kind, 'autonomous-dev-bundle');
  const other = createProject(t);
  plant(other.root, { 'any name': printed.stdout });
  assert.equal((await importOne(other, 'any name')).status, 'imported');
  const [here, there] = await statesOf(project, other);
  assert.ok(here && there);
  assert.deepEqual(arrived(there), arrived(here));
});

test('whatever has happened to a batch, a bundle takes all of it but its leases', () => {
  fc.assert(
    fc.property(games, (game) => {
      const batch = play(RULES, game).at(-1)?.after;
      fc.pre(batch !== undefined);
      const bundle = {
        kind: 'autonomous-dev-bundle',
        version: '2.0.0',
        exported_at: '',
        batches: [batch],
        sessions: [],
        user: null,
      };
      const given = { fileTime: '', localMs: Date.parse, worktree: '', host: '', maxAttempts: 3 };
      const { content } = readContent('x', JSON.stringify(bundle), given);
      assert.ok(content.ok && content.value.as === 'bundle');
      const [read] = content.value.bundle.batches;
      assert.deepEqual(read, JSON.parse(JSON.stringify(batch)));
      const taken = takeInBundled(null, read as Batch);
      assert.ok(taken.ok);
      assert.deepEqual(
        { ...taken.value, next_token: 0 },
        { ...dropLeases(read as Batch, batch.updated_at).batch, next_token: 0 },
      );
      assert.ok(taken.value.next_token > batch.next_token);
      for (const present of [batch, taken.value]) {
        const again = takeInBundled(present, read as Batch);
        assert.ok(again.ok && again.value === present);
      }
    }),
    { numRuns: 100 },
  );
});

test('a batch that is in another state here stays, and the rest of the bundle is taken', async (t) => {
  const project = createProject(t);
  await filled(project);
  await adev(project, ['export', '--out', '../bundle.json']);
  const file = path.join(project.folder, 'bundle.json');
  const other = createProject(t);
  assert.ok((await createBatchState({ batchId: 'b1', features: ['mine'] }, other.surroundings)).ok);
  const before = await batchOf(other, 'b1');
  const taken = await importOne(other, file);
  assert.equal(taken.status, 'imported');
  assert.match(taken.detail, /batch b1 is here already/);
  assert.deepEqual(await batchOf(other, 'b1'), before);
  assert.equal((await importOne(other, file)).status, 'skipped');
});

test('a session that has gone on here keeps what it has', async (t) => {
  const project = createProject(t);
  await filled(project);
  await adev(project, ['export', '--out', '../bundle.json']);
  await note(project, 'later');
  const before = await stateOf(project);
  assert.equal((await importOne(project, '../bundle.json')).status, 'already');
  assert.deepEqual(await stateOf(project), before);
});

test('a bundle that is cut short, of another version or with a batch that is none is not taken', async (t) => {
  const project = createProject(t);
  await filled(project);
  await adev(project, ['export', '--out', 'bundle.json']);
  const text = readFileSync(path.join(project.root, 'bundle.json'), 'utf8');
  const other = createProject(t);
  for (const [name, content, status] of [
    ['cut', text.slice(0, -100), 'damaged'],
    ['newer', text.replace('"version":"2.0.0"', '"version":"3.0.0"'), 'skipped'],
    ['no-batch', text.replace('"next_token":', '"no_token":'), 'damaged'],
    ['path', text.replaceAll('"batch_id":"b1"', '"batch_id":"../b1"'), 'damaged'],
  ] as const) {
    writeFileSync(path.join(other.root, name), content);
    assert.equal((await importOne(other, name)).status, status, name);
  }
  assert.equal(workspaceOf(other).store.exists(), false);
});

test('what an agent imports sets no settings', async (t) => {
  const project = createProject(t);
  await filled(project);
  await adev(project, ['export', '--out', '../bundle.json']);
  const other = createProject(t);
  plant(other.root, { 'bundle.json': readFileSync(path.join(project.folder, 'bundle.json'), 'utf8') });
  await importOne({ ...other, env: { ...other.env, CLAUDECODE: '1' } }, 'bundle.json');
  assert.deepEqual(userOf(other)?.preferences, { auto_git_enabled: true });
});

test('nothing is overwritten, no link is followed, and a missing folder is named', async (t) => {
  const project = createProject(t);
  await filled(project);
  const outside = path.join(project.folder, 'outside');
  mkdirSync(outside);
  writeFileSync(path.join(project.root, 'mine.json'), 'mine');
  symlinkSync(path.join(outside, 'new.json'), path.join(project.root, 'link.json'));
  symlinkSync(outside, path.join(project.root, 'link'));
  const before = snapshot(project.folder);
  for (const [argv, code] of [
    [['--out', 'mine.json'], 'file-exists'],
    [['--out', 'link.json'], 'file-exists'],
    [['--out', 'no/where.json'], 'no-such-folder'],
    [['--out', '.'], 'file-exists'],
    [['--out', 'no/where', '--format', 'python'], 'no-such-folder'],
  ] as const) {
    const run = await adev(project, ['export', ...argv, '--json']);
    assert.equal(run.exit, 3, argv.join(' '));
    assert.equal((jsonOf(run) as { refused: { code: string } }).refused.code, code);
  }
  const linked = await adev(project, ['export', '--out', 'link', '--format', 'python', '--json']);
  assert.deepEqual([linked.exit, (jsonOf(linked) as { reason: string }).reason], [75, 'unsafe-path']);
  assert.deepEqual(snapshot(project.folder), before);
});

test('outside the project a person is needed', async (t) => {
  const project = createProject(t);
  await filled(project);
  const agent = { ...project, env: { ...project.env, CLAUDECODE: '1' } };
  symlinkSync(project.folder, path.join(project.root, 'up'));
  for (const out of ['../x.json', 'up/x.json', path.join(project.folder, 'x.json')]) {
    const run = await adev(agent, ['export', '--out', out]);
    assert.equal(run.exit, 3);
    assert.match(run.stderr, /Needs a person: run it in your own terminal\./);
  }
  assert.equal((await adev(agent, ['export', '--out', 'x.json'])).exit, 0);
  assert.equal((await adev(agent, ['export', '--format', 'python', '--out', 'files'])).exit, 0);
});

test('options that cannot be meant are usage errors', async (t) => {
  const project = createProject(t);
  for (const argv of [['--format', 'xml'], ['--format', 'python'], ['stray']]) {
    assert.equal((await adev(project, ['export', ...argv])).exit, 2);
  }
});

test('an empty project has an empty bundle', async (t) => {
  const { exit, stdout } = await adev(createProject(t), ['export']);
  assert.equal(exit, 0);
  const { batches, sessions, user } = JSON.parse(stdout) as State;
  assert.deepEqual([batches, sessions, user], [[], [], null]);
});

test('what is damaged is left out and named, and the rest exported', async (t) => {
  const project = createProject(t);
  await filled(project);
  assert.ok((await markCompleted('b1', 1, {}, project.surroundings)).ok);
  for (const revision of ['r0000000001', 'r0000000002', 'r0000000003']) {
    writeFileSync(path.join(project.stateDir, 'batches/batch-ralph-1', `${revision}.json`), 'x');
  }
  const { exit, stdout, stderr } = await adev(project, ['export']);
  assert.equal(exit, 0);
  assert.match(stderr, /batch-ralph-1 is left out/);
  assert.equal((JSON.parse(stdout) as State).batches.length, 2);
});
