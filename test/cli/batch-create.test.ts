import assert from 'node:assert/strict';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { ok, refuse } from '../../lib/index.ts';
import { createProject, snapshot, type TestProject } from '../support/project.ts';
import { adev, jsonOf, withoutSession } from './in-process.ts';
import { refusalOf } from './batch-stage.ts';

type Show = Readonly<{ features: { number: number; text: string; status: string; depends_on: number[] }[] }>;

const FILE = '# Work\n\n- [x] parse the list\n- print it\n  as a table\n2. prove it\n#72 fix login\n';

async function textsIn(project: TestProject, id = 'b1'): Promise<string[]> {
  const { features } = jsonOf(await adev(project, ['batch', 'show', id, '--json'])) as Show;
  return features.map(({ text }) => text);
}

test('a batch is made of a file, and says how to take its first feature', async (t) => {
  const project = createProject(t, { 'list.md': FILE });
  const run = await adev(project, ['batch', 'create', 'list.md', '--id', 'b1', '--title', 'Login']);
  assert.deepEqual(run, {
    exit: 0,
    stdout: 'Batch b1: 4 features.\nTo take the first: adev batch next b1 --claim\n',
    stderr: '',
  });
  assert.deepEqual(await textsIn(project), [
    'parse the list',
    'print it as a table',
    'prove it',
    '#72 fix login',
  ]);
});

test('its JSON document has the id and the number of features', async (t) => {
  const project = createProject(t);
  const given = ['--feature', 'one', '--feature', '- two', '--issues', '72,#73'];
  const made = jsonOf(await adev(project, ['batch', 'create', ...given, '--json'])) as { batch_id: string };
  assert.match(made.batch_id, /^batch-20261122-100000-[0-9a-z]{4}$/);
  assert.deepEqual(made, { batch_id: made.batch_id, features: 4 });
  assert.deepEqual(await textsIn(project, made.batch_id), ['one', '- two', 'Issue #72', 'Issue #73']);
});

test('features come from stdin too', async (t) => {
  const project = createProject(t);
  const stdin = () => Promise.resolve(ok('one\ntwo\n'));
  const made = await adev(project, ['batch', 'create', '-', '--id', 'b1', '--json'], { stdin });
  assert.deepEqual(jsonOf(made), { batch_id: 'b1', features: 2 });
  const late = () => Promise.resolve(refuse('timeout', 'stdin did not end within 10000 ms.'));
  assert.deepEqual(refusalOf(await adev(project, ['batch', 'create', '-', '--json'], { stdin: late })), [
    3,
    'timeout',
  ]);
});

test('--depends makes features wait for others, however often it is given', async (t) => {
  const project = createProject(t, { list: 'one\ntwo\nthree\n' });
  await adev(project, ['batch', 'create', 'list', '--id', 'b1', '--depends', '3:1,2', '--depends', '2: 1']);
  const { features } = jsonOf(await adev(project, ['batch', 'show', 'b1', '--json'])) as Show;
  assert.deepEqual(
    features.map(({ depends_on }) => depends_on),
    [[], [1], [1, 2]],
  );
});

test('--max-attempts holds for the batch', async (t) => {
  const project = createProject(t);
  await adev(project, ['batch', 'create', '--feature', 'a', '--id', 'b1', '--max-attempts', '1']);
  await adev(project, ['batch', 'next', 'b1', '--claim']);
  const failed = ['batch', 'fail', '1', '--batch', 'b1', '--error', 'connect ETIMEDOUT', '--json'];
  assert.equal(
    (jsonOf(await adev(project, failed)) as { batch_status: string }).batch_status,
    'completed_with_failures',
  );
});

const USAGE: readonly (readonly string[])[] = [
  ['--depends', '3'],
  ['--depends', '3:'],
  ['--depends', 'a:b'],
  ['--depends', '3:1;2'],
  ['--max-attempts', 'three'],
  ['--max-attempts', '-1'],
  ['--issues', '72,x'],
  ['--issues', ''],
  ['--feature'],
  ['one.md', 'two.md'],
  ['--nonsense'],
];

test('what is written wrong is a usage error, and makes nothing', async (t) => {
  const project = createProject(t, { 'one.md': 'one\n' });
  for (const args of USAGE) {
    const run = await adev(project, ['batch', 'create', '--feature', 'a', ...args, '--json']);
    assert.deepEqual(refusalOf(run), [2, 'usage'], args.join(' '));
    assert.match(run.stderr, /^adev: batch create: /);
  }
  assert.equal(existsSync(project.stateDir), false);
});

const REFUSED: readonly (readonly [string, ...string[]])[] = [
  ['no-features'],
  ['no-features', 'empty.md'],
  ['unreadable-file', 'absent.md'],
  ['not-a-file', 'folder'],
  ['not-a-file', '/dev/null'],
  ['not-text', 'binary'],
  ['unreadable-file', 'loop'],
  ['invalid-batch-id', '--feature', 'a', '--id', '../b1'],
  ['empty-feature', '--feature', ' '],
  ['too-long', '--feature', 'x'.repeat(10_001)],
  ['unknown-dependency', '--feature', 'a', '--depends', '2:1'],
  ['cyclic-dependency', '--feature', 'a', '--depends', '1:1'],
  ['invalid-max-attempts', '--feature', 'a', '--max-attempts', '0'],
  ['duplicate-issue', '--issues', '7,7'],
];

test('what cannot be a batch is refused with its code, and makes nothing', async (t) => {
  const project = createProject(t, { 'empty.md': '# Nothing\n\n', folder: {}, binary: 'a\u0000b' });
  symlinkSync('loop', path.join(project.root, 'loop'));
  for (const [code, ...args] of REFUSED) {
    const run = await adev(project, ['batch', 'create', ...args, '--json']);
    assert.deepEqual(refusalOf(run), [3, code], args.join(' ').slice(0, 80));
    assert.match(run.stderr, new RegExp(`^adev: refused \\(${code}\\): `));
  }
  assert.equal(existsSync(project.stateDir), false);
});

test('a file of more than 17 MB is refused without being read', async (t) => {
  const project = createProject(t, { huge: 'x'.repeat(17 * 1024 * 1024 + 1) });
  const run = await adev(project, ['batch', 'create', 'huge', '--json']);
  assert.deepEqual(refusalOf(run), [3, 'too-much-text']);
});

test('--drive drives it, and where nothing would ever drive it nothing is made', async (t) => {
  const project = createProject(t);
  const create = ['batch', 'create', '--feature', 'a', '--id', 'b1', '--drive'];
  const outside = withoutSession(project);
  assert.deepEqual(refusalOf(await adev(outside, [...create, '--json'])), [3, 'no-session']);
  assert.equal(existsSync(project.stateDir), false);
  const { stdout, exit } = await adev(project, create);
  assert.equal(exit, 0);
  assert.match(stdout, /^Batch b1: 1 feature\.\nThis session drives it: .* adev batch drive b1 off\.\n$/);
});

test('--drive of a batch that is done already makes it all the same, and says so', async (t) => {
  const project = createProject(t, { list: '- [x] done\n' });
  const run = await adev(project, ['batch', 'create', 'list', '--id', 'b1', '--drive', '--json']);
  assert.equal(run.exit, 0);
  assert.deepEqual(jsonOf(run), { batch_id: 'b1', features: 1 });
  assert.match(run.stderr, /^adev: the batch was made, but is not driven: Batch b1 is completed/);
});

test('outside a project it is skipped', async (t) => {
  const project = createProject(t);
  const run = await adev(project, ['batch', 'create', '--feature', 'a', '--root', '/', '--json']);
  assert.equal(run.exit, 75);
  assert.deepEqual(Object.keys(jsonOf(run) as object), ['saved', 'reason', 'detail']);
  assert.match(run.stderr, /^adev: skipped \(no-project\): /);
});

async function withBatch(t: Parameters<typeof createProject>[0]): Promise<TestProject> {
  const project = createProject(t, { list: 'two\n', b1: 'of the file\n', 'more.md': 'three\nfour\n' });
  await adev(project, ['batch', 'create', '--feature', 'one', '--id', 'b1']);
  return project;
}

test('add takes a file, features or both, for the batch that is meant', async (t) => {
  const project = await withBatch(t);
  const added = await adev(project, ['batch', 'add', 'list', '--feature', 'more', '--json']);
  assert.deepEqual(jsonOf(added), { batch_id: 'b1', features: 3, added: 2 });
  const { stdout } = await adev(project, ['batch', 'add', 'b1', 'more.md']);
  assert.equal(stdout, 'Added 2 to batch b1: it has 5 features now.\n');
  await adev(project, ['batch', 'add', '--batch', 'b1', '--feature', 'last']);
  assert.deepEqual(await textsIn(project), ['one', 'two', 'more', 'three', 'four', 'last']);
});

test('a first word that names a batch is the batch, another is a file, and ./ makes it a file', async (t) => {
  const project = await withBatch(t);
  assert.deepEqual(refusalOf(await adev(project, ['batch', 'add', 'b1', '--json'])), [3, 'no-features']);
  assert.deepEqual(refusalOf(await adev(project, ['batch', 'add', 'b9', '--json'])), [3, 'unreadable-file']);
  await adev(project, ['batch', 'add', './b1']);
  await adev(project, ['batch', 'add', 'b1', '--feature', 'named']);
  assert.deepEqual(await textsIn(project), ['one', 'of the file', 'named']);
});

test('a batch that is removed, damaged or unreadable is no file of that name', async (t) => {
  const project = createProject(t, { b1: 'of the file\n' });
  await adev(project, ['batch', 'create', '--feature', 'one', '--id', 'b1']);
  writeFileSync(path.join(project.stateDir, 'batches/b1/r0000000001.json'), 'rubbish');
  await adev(project, ['batch', 'create', '--feature', 'one', '--id', 'b2']);
  const run = await adev(project, ['batch', 'add', 'b1', '--feature', 'two', '--json']);
  assert.deepEqual(refusalOf(run), [3, 'damaged']);
});

test('add takes stdin, and an id in either place but not two different ones', async (t) => {
  const project = await withBatch(t);
  const stdin = () => Promise.resolve(ok('- a\n- b\n'));
  assert.equal((await adev(project, ['batch', 'add', 'b1', '-'], { stdin })).exit, 0);
  assert.equal((await adev(project, ['batch', 'add', '-', '--batch', 'b1'], { stdin })).exit, 0);
  assert.equal((await adev(project, ['batch', 'add', 'b1', 'list', '--batch', 'b1'])).exit, 0);
  const two = await adev(project, ['batch', 'add', 'b1', 'list', '--batch', 'b2', '--json']);
  assert.deepEqual(refusalOf(two), [2, 'usage']);
  assert.deepEqual(await textsIn(project), ['one', 'a', 'b', 'a', 'b', 'two']);
});

test('a file is taken from the current folder, not from the root', async (t) => {
  const project = createProject(t);
  const folder = path.join(project.root, 'deep');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'list'), 'one\n');
  const made = await adev(project, ['batch', 'create', 'list', '--id', 'b1'], { cwd: () => folder });
  assert.equal(made.exit, 0);
});

test('nothing of a refused addition is kept', async (t) => {
  const project = await withBatch(t);
  const before = snapshot(project.stateDir);
  const run = await adev(project, ['batch', 'add', 'list', '--feature', ' ', '--json']);
  assert.deepEqual(refusalOf(run), [3, 'empty-feature']);
  assert.deepEqual(snapshot(project.stateDir), before);
});
