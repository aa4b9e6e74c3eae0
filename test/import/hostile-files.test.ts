// Files that are made to do harm.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  ftruncateSync,
  openSync,
  closeSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { adev } from '../cli/in-process.ts';
import { createProject, plant, snapshot, type TestProject } from '../support/project.ts';
import {
  batchOf,
  fixture,
  fixtureObject,
  importOne,
  runImport,
  sessionOf,
  userOf,
  workspaceOf,
} from './legacy-project.ts';

const PLACE = '.claude/batch_state.json';

function withBatch(project: TestProject, change: Readonly<Record<string, unknown>>): void {
  plant(project.root, { [PLACE]: JSON.stringify({ ...fixtureObject('batch-in-progress.json'), ...change }) });
}

test('a file of 300 MB is left alone, and not read', async (t) => {
  const project = createProject(t, { [PLACE]: '' });
  const descriptor = openSync(path.join(project.root, PLACE), 'w');
  ftruncateSync(descriptor, 300 * 1024 * 1024);
  closeSync(descriptor);
  const before = process.memoryUsage().arrayBuffers;
  const row = await importOne(project, PLACE);
  assert.equal(row.status, 'skipped');
  assert.match(row.detail, /314572800 bytes are more than any file of the original has/);
  assert.ok(process.memoryUsage().arrayBuffers - before < 100 * 1024 * 1024);
});

test('a pipe, a link and a folder in the place of a file are left alone', { timeout: 20_000 }, async (t) => {
  const project = createProject(t, { '.claude': {} });
  execFileSync('mkfifo', [path.join(project.root, PLACE)]);
  const secret = path.join(project.folder, 'secret.json');
  writeFileSync(secret, fixture('batch-issues.json'));
  symlinkSync(secret, path.join(project.root, '.claude/compaction_recovery.json'));
  mkdirSync(path.join(project.root, '.claude/artifacts/x/checkpoint.json'), { recursive: true });
  const { exit, files } = await runImport(project);
  assert.equal(exit, 0);
  assert.deepEqual(
    files.map(({ status, detail }) => [status, detail]),
    [
      ['skipped', 'no ordinary file'],
      ['skipped', 'no ordinary file'],
      ['skipped', 'a symbolic link; links are not followed'],
    ],
  );
});

test(
  'a file that may not be read fails the run',
  { skip: process.getuid?.() === 0 && 'root reads everything' },
  async (t) => {
    const project = createProject(t, { [PLACE]: fixture('batch-issues.json') });
    chmodSync(path.join(project.root, PLACE), 0o000);
    const { exit, files } = await runImport(project);
    assert.deepEqual([exit, files[0]?.status], [75, 'skipped']);
  },
);

test('JSON without end in its depth is damaged', async (t) => {
  for (const text of [
    '['.repeat(200_000),
    `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
    `{"batch_id":"b","features":[],"x":${'['.repeat(5000)}${']'.repeat(5000)}}`,
    `{"__proto__":${'[1,'.repeat(50_000)}1${']'.repeat(50_000)}}`,
  ]) {
    const project = createProject(t, { [PLACE]: text });
    assert.equal((await importOne(project, PLACE)).status, 'damaged');
  }
});

test('bytes that are no text are damaged', async (t) => {
  const project = createProject(t, { [PLACE]: '' });
  const sound = Buffer.from(fixture('batch-issues.json'));
  for (const bytes of [
    Buffer.alloc(1000),
    Buffer.concat([sound.subarray(0, 200), Buffer.from([0xff, 0xfe]), sound.subarray(200)]),
  ]) {
    writeFileSync(path.join(project.root, PLACE), bytes);
    assert.equal((await importOne(project, PLACE)).status, 'damaged');
  }
});

test('keys that would become a prototype are nobody’s', async (t) => {
  const project = createProject(t);
  const evil =
    '"__proto__":{"polluted":true,"status":"completed"},"constructor":{"prototype":{"polluted":true}}';
  plant(project.root, {
    [PLACE]: `{${evil},"batch_id":"b","features":["a"],"retry_attempts":{${evil}}}`,
    'second.json': `{${evil},"batch_id":"b","features":["a"],"git_operations":{"0":{${evil}}}}`,
    'user_state.json': `{${evil},"preferences":{${evil},"a":1},"version":"1.0"}`,
  });
  assert.equal((await importOne(project, PLACE)).status, 'damaged');
  assert.equal((await importOne(project, 'second.json')).status, 'imported');
  assert.equal((await importOne(project, 'user_state.json')).status, 'imported');
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  const [feature] = (await batchOf(project, 'b')).features;
  assert.equal((feature as unknown as Record<string, unknown>)['polluted'], undefined);
  assert.ok(feature?.status === 'pending' && Object.getPrototypeOf(feature) === Object.prototype);
  const { preferences } = userOf(project) ?? {};
  assert.equal(preferences?.['a'], 1);
  assert.equal(Object.getPrototypeOf(preferences), Object.prototype);
});

test('ids that would be paths name folders by their hash, and the batch is found under either', async (t) => {
  for (const id of [
    '../../../evil',
    '/etc/passwd',
    'Batch Ü 1',
    'con',
    '..',
    'a'.repeat(200),
    'x\u001b[31m\u0000y',
  ]) {
    const project = createProject(t);
    withBatch(project, { batch_id: id });
    const before = Object.keys(snapshot(project.folder)).filter((name) => !name.includes('.git'));
    const row = await importOne(project, PLACE);
    assert.equal(row.status, 'imported');
    assert.match(row.id ?? '', /^x-[0-9a-f]{40}$/);
    const stored = await batchOf(project, String(row.id));
    assert.equal(stored.batch_id, row.id);
    assert.equal((stored as unknown as { legacy: { batch_id: string } }).legacy.batch_id, id);
    assert.equal((await batchOf(project, id)).batch_id, row.id);
    assert.deepEqual(
      Object.keys(snapshot(project.folder)).filter((name) => !name.includes('.git')),
      before,
    );
    const listed = await adev(project, ['batch', 'list', '--json']);
    assert.ok(listed.stdout.includes(String(row.id)), listed.stderr);
    const claimed = await adev(project, ['batch', 'next', '--claim', '--json']);
    assert.equal(claimed.exit, 0, claimed.stderr);
    assert.equal((await importOne(project, PLACE)).status, 'already');
  }
});

test('ids of sessions and workflows that would be paths stay inside', async (t) => {
  const project = createProject(t);
  plant(project.root, {
    'a-pipeline.json': JSON.stringify({ ...fixtureObject('session-full.json'), session_id: '../../../up' }),
    'checkpoint.json': JSON.stringify({
      ...fixtureObject('checkpoint-middle.json'),
      workflow_id: '/var/up\u001b[31m',
    }),
  });
  const session = await importOne(project, 'a-pipeline.json');
  assert.deepEqual([session.status, session.id], ['imported', 'legacy-../../../up']);
  assert.equal(sessionOf(project, 'legacy-../../../up').runs.length, 7);
  assert.equal((await importOne(project, 'checkpoint.json')).status, 'imported');
  const folders = workspaceOf(project).store.sessionFolders();
  assert.ok(folders.every((folder) => /^x-[0-9a-f]{40}$/.test(folder)));
  assert.equal((await importOne(project, 'a-pipeline.json')).status, 'already');
});

test('no control character of a file or a name reaches the terminal', async (t) => {
  const evil = '\u001b]0;title\u0007\u001b[31m\u009b2J\u202e\r\n';
  const project = createProject(t);
  withBatch(project, { batch_id: `b${evil}`, features: [`f${evil}`] });
  plant(project.root, {
    [`docs/sessions/${evil.replaceAll(/[\r\n]/g, '')}-pipeline.json`]: JSON.stringify({
      session_id: `s${evil}`,
      agents: [{ agent: `a${evil}`, status: `completed${evil}`, message: evil }],
    }),
    '.claude/artifacts/x/checkpoint.json': '{"workflow_id":"w","version":"2.0","completed_agents":"x"}',
  });
  for (const argv of [
    ['import', '--dry-run'],
    ['import'],
    ['import', '--json'],
    ['batch', 'list'],
    ['checkpoint', 'list', '--all'],
  ]) {
    const { stdout, stderr } = await adev(project, argv);
    assert.doesNotMatch(
      stdout + stderr,
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/,
      argv.join(' '),
    );
  }
});

test('a session of a hundred thousand agents is not begun', async (t) => {
  const agent = { agent: 'a', status: 'started' };
  const project = createProject(t, {
    'a-pipeline.json': JSON.stringify({
      session_id: 's',
      agents: Array.from({ length: 100_000 }, () => agent),
    }),
  });
  assert.equal((await importOne(project, 'a-pipeline.json')).status, 'damaged');
  assert.equal(workspaceOf(project).store.exists(), false);
});

test('fields without a place that are too large are left out, and the rest is taken', async (t) => {
  const project = createProject(t);
  withBatch(project, { quality_metrics: { x: 'y'.repeat(200_000) } });
  const row = await importOne(project, PLACE);
  assert.deepEqual(
    [row.status, row.detail],
    ['imported', 'fields without a place here were left out, they are too large'],
  );
});

test('versions that are none of ours are not taken in: they would make what is here unreadable', async (t) => {
  const from = createProject(t);
  await adev(from, ['batch', 'create', '--id', 'b1', '--feature', 'one']);
  await adev(from, ['checkpoint', 'save', '--agent', 'a', '--message', 'm']);
  const bundle = (await adev(from, ['export'])).stdout;
  const out = path.join(from.root, 'python');
  await adev(from, ['export', '--format', 'python', '--out', out]);
  const batch = readFileSync(path.join(out, '.claude/batch_state.json'), 'utf8');
  for (const version of ['3.0.0', '2.evil', '2.0', '99999999999.0.0']) {
    const project = createProject(t, {
      'bundle-entry.json': bundle.replaceAll('"version":"2.0.0","data"', `"version":"${version}","data"`),
      'bundle-batch.json': bundle.replace(
        '"newer_versions":{}',
        `"newer_versions":{"batch/b1":"${version}"}`,
      ),
      'batch_state.json': batch.replace('"version": "2.0.0"', `"version": "${version}"`),
    });
    for (const name of ['bundle-entry.json', 'bundle-batch.json', 'batch_state.json']) {
      const { status } = await importOne(project, name);
      assert.ok(status === 'damaged' || status === 'skipped', `${name} of ${version}: ${status}`);
    }
    assert.deepEqual(existsSync(project.stateDir), false);
  }
});
